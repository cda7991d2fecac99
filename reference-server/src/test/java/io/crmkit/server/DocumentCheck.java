package io.crmkit.server;

import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares answers with what the OpenAPI document promises of them. */
final class DocumentCheck {
  private final Map<String, Object> document;

  DocumentCheck(Schema schema, Collection<Route> routes) {
    document = OpenApi.document(schema, routes);
  }

  /** Returns what an answer has that the document does not say, or the other way round. */
  List<String> faults(String method, String path, int status, String type, Object body) {
    Map<String, Object> operation = operation(method, path);
    List<String> faults = new ArrayList<>();
    if (operation == null) {
      return faults;
    }
    Object response = at(operation, "responses", Integer.toString(status));
    if (response == null) {
      faults.add(status + " is not documented");
    } else {
      Object content = at(response, "content", type.replaceAll(";.*", ""), "schema");
      if (content == null) {
        faults.add(status + " as " + type + " is not documented");
      } else {
        boolean isJson = type.matches("application/(.+\\+)?json\\b.*");
        compare("", content, isJson ? body : "", faults); // anything else is a text
      }
    }
    return faults;
  }

  private @Nullable Map<String, Object> operation(String method, String path) {
    Map<String, Object> paths = map(document.get("paths"));
    Object found = paths.get(path); // goes before a path that has a parameter there
    for (Map.Entry<String, Object> each : paths.entrySet()) {
      if (found == null && path.matches(each.getKey().replaceAll("\\{[a-z]+}", "[^/]+"))) {
        found = each.getValue();
      }
    }
    Object operation = at(found, method.toLowerCase(Locale.ROOT));
    return operation == null ? null : map(operation);
  }

  @SuppressWarnings("unchecked") // names of a document are texts
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  private static @Nullable Object at(@Nullable Object from, String... keys) {
    Object found = from;
    for (String key : keys) {
      found = found instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return found;
  }

  private void compare(String place, Object schema, @Nullable Object value, List<String> faults) {
    if (at(schema, "$ref") instanceof String ref) {
      String name = ref.substring(ref.lastIndexOf('/') + 1);
      Object named = at(document, "components", "schemas", name);
      compare(place, java.util.Objects.requireNonNull(named, name), value, faults);
      return;
    }
    for (String word : List.of("anyOf", "oneOf")) {
      if (at(schema, word) instanceof List<?> choices
          && choices.stream().noneMatch(choice -> fits(choice, value))) {
        faults.add(place + " is none of the " + choices.size() + " forms: " + value);
      }
    }
    Object type = at(schema, "type");
    List<?> types =
        type instanceof List<?> several ? several : type == null ? List.of() : List.of(type);
    if (!types.isEmpty() && types.stream().noneMatch(each -> isA(each, value))) {
      faults.add(place + " is no " + types + ": " + value);
    } else if (at(schema, "enum") instanceof List<?> choices && !choices.contains(value)) {
      faults.add(place + " is none of " + choices + ": " + value);
    } else if (value instanceof Map<?, ?> object) {
      compareObject(place, map(schema), map(object), faults);
    } else if (value instanceof List<?> list && at(schema, "items") instanceof Map<?, ?> items) {
      list.forEach(each -> compare(place + "[]", items, each, faults));
    }
  }

  private boolean fits(Object schema, @Nullable Object value) {
    List<String> faults = new ArrayList<>();
    compare("", schema, value, faults);
    return faults.isEmpty();
  }

  private void compareObject(
      String place, Map<String, Object> schema, Map<String, Object> value, List<String> faults) {
    if (schema.get("required") instanceof List<?> required) {
      required.stream()
          .filter(name -> !value.containsKey(name))
          .forEach(name -> faults.add(place + "." + name + " is missing"));
    }
    Object others = schema.get("additionalProperties");
    boolean isNamed = schema.containsKey("properties") && others == null;
    value.forEach(
        (name, each) -> {
          Object property = at(schema, "properties", name);
          if (property != null) {
            compare(place + "." + name, property, each, faults);
          } else if (isNamed && !map(schema.get("properties")).isEmpty()) {
            faults.add(place + "." + name + " is not documented");
          } else if (others instanceof Map<?, ?> other) {
            compare(place + "." + name, other, each, faults);
          }
        });
  }

  private static boolean isA(Object type, @Nullable Object value) {
    return switch ((String) type) {
      case "null" -> value == null;
      case "string" -> value instanceof String;
      case "boolean" -> value instanceof Boolean;
      case "integer" -> value instanceof Long || value instanceof Integer;
      case "number" -> value instanceof Number;
      case "array" -> value instanceof List;
      default -> value instanceof Map;
    };
  }
}
