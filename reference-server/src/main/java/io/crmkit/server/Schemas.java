package io.crmkit.server;

import io.crmkit.record.Component;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueType;
import io.crmkit.record.Verb;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** JSON schemas of the OpenAPI document, those of records made of their declarations. */
final class Schemas {
  private static final int LONGEST_ID = 64;

  private Schemas() {}

  /** What a schema of a record is for. */
  private enum Use {
    SHOW,
    CREATE,
    PATCH
  }

  /** Turns {@code line-item} into {@code LineItem}. */
  static String name(String kebab) {
    StringBuilder name = new StringBuilder();
    for (String part : kebab.split("-", -1)) {
      name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
    }
    return name.toString();
  }

  static Map<String, Object> ref(String schema) {
    return Map.of("$ref", "#/components/schemas/" + schema);
  }

  static Map<String, Object> text() {
    return Map.of("type", "string");
  }

  static Map<String, Object> flag() {
    return Map.of("type", "boolean");
  }

  static Map<String, Object> id() {
    return Map.of("type", "string", "maxLength", LONGEST_ID);
  }

  static Map<String, Object> whole(long least, long most, long usual) {
    return Map.of("type", "integer", "minimum", least, "maximum", most, "default", usual);
  }

  static Map<String, Object> list(Map<String, Object> items) {
    return Map.of("type", "array", "items", items);
  }

  /** Returns an object whose properties are given as name, schema, name, schema. */
  static Map<String, Object> object(List<String> required, Object... properties) {
    Map<String, Object> named = new LinkedHashMap<>();
    for (int i = 0; i < properties.length; i += 2) {
      named.put((String) properties[i], properties[i + 1]);
    }
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    if (!required.isEmpty()) {
      object.put("required", required);
    }
    object.put("properties", named);
    return object;
  }

  /** Returns a schema that null meets too. */
  static Map<String, Object> nullable(Map<String, Object> schema) {
    if (schema.get("type") instanceof String type) {
      Map<String, Object> both = new LinkedHashMap<>(schema);
      both.put("type", List.of(type, "null"));
      if (schema.get("enum") instanceof List<?> choices) {
        List<Object> more = new ArrayList<>(choices);
        more.add(NULL);
        both.put("enum", more);
      }
      return both;
    }
    return schema.isEmpty() ? schema : Map.of("anyOf", List.of(schema, Map.of("type", "null")));
  }

  /** Stands for null where a collection holds none; written as null. */
  static final Object NULL = new Object();

  /** Adds the schemas of a type: the record, what makes and what changes one, a page of them. */
  static void add(Map<String, Object> schemas, Declaration<?> type) {
    String name = name(type.name());
    schemas.put(name, record(type, Use.SHOW));
    schemas.put(
        name + "Page",
        object(
            List.of("items", "nextCursor"),
            "items",
            list(ref(name)),
            "nextCursor",
            nullable(text()),
            "total",
            Map.of("type", "integer", "format", "int64")));
    if (type.verbs().contains(Verb.CREATE)) {
      schemas.put(name + "Create", record(type, Use.CREATE));
    }
    if (type.verbs().contains(Verb.UPDATE)) {
      schemas.put(name + "Patch", record(type, Use.PATCH));
    }
  }

  private static Map<String, Object> record(Declaration<?> type, Use use) {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    if (use == Use.SHOW) {
      required.addAll(List.of("id", "version"));
      properties.put("id", readOnly(id()));
      properties.put("version", readOnly(Map.of("type", "integer", "format", "int64")));
      Map<String, Object> time = Map.of("type", "string", "format", "date-time");
      properties.put("createdAt", readOnly(time));
      properties.put("updatedAt", readOnly(time));
      if (type.isSoft()) {
        properties.put("deletedAt", readOnly(time));
      }
    }
    components(type.components(), use, properties, required);
    properties.put(
        "custom",
        Map.of(
            "type", "object",
            "additionalProperties", true,
            "description", "The organization's own fields, by key"));
    if (use == Use.SHOW) {
      properties.put("warnings", readOnly(list(ref("Warning"))));
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("type", "object");
    if (!required.isEmpty()) {
      record.put("required", required);
    }
    record.put("properties", properties);
    if (use != Use.SHOW) {
      record.put("additionalProperties", false);
    }
    return record;
  }

  private static void components(
      List<Component> components, Use use, Map<String, Object> properties, List<String> required) {
    for (Component component : components) {
      Field field = component.field();
      if (field != null) {
        field(component.name(), field, use, properties, required);
        continue;
      }
      Map<String, Object> inner = new LinkedHashMap<>();
      List<String> innerRequired = new ArrayList<>();
      components(component.group(), use, inner, innerRequired);
      if (inner.isEmpty()) {
        continue;
      }
      Map<String, Object> group = new LinkedHashMap<>();
      group.put("type", "object");
      if (!innerRequired.isEmpty()) {
        group.put("required", innerRequired);
        if (!component.isNullable()) {
          required.add(component.name());
        }
      }
      group.put("properties", inner);
      properties.put(component.name(), component.isNullable() ? nullable(group) : group);
    }
  }

  private static void field(
      String name, Field field, Use use, Map<String, Object> properties, List<String> required) {
    if (field.isManaged() && use != Use.SHOW) {
      return;
    }
    Map<String, Object> schema = new LinkedHashMap<>(value(field.type()));
    boolean isOptional = field.isNullable() || (use != Use.SHOW && !field.isRequired());
    if (isOptional) {
      schema = new LinkedHashMap<>(nullable(schema));
    }
    Object initial = field.initial();
    if (initial != null && use == Use.CREATE) {
      schema.put("default", field.type().toPlain(initial));
    }
    if (field.isManaged()) {
      schema.put("readOnly", true);
    }
    if (use == Use.CREATE && field.isRequired()) {
      required.add(name);
    }
    properties.put(name, schema);
  }

  private static Map<String, Object> readOnly(Map<String, Object> schema) {
    Map<String, Object> marked = new LinkedHashMap<>(schema);
    marked.put("readOnly", true);
    return marked;
  }

  private static Map<String, Object> value(ValueType<Object> type) {
    return switch (type.kind()) {
      case TEXT -> ofText(type);
      case BOOLEAN -> flag();
      case INTEGER ->
          Map.of("type", "integer", "format", type.javaType() == Integer.class ? "int32" : "int64");
      case DECIMAL -> Map.of("type", "number");
      case MONEY -> ref("Money");
      case CURRENCY -> Map.of("type", "string", "maxLength", 4, "description", "ISO 4217");
      case INSTANT -> Map.of("type", "string", "format", "date-time");
      case DATE -> Map.of("type", "string", "format", "date");
      case DURATION -> Map.of("type", "string", "format", "duration");
      case LOCALE -> Map.of("type", "string", "description", "BCP 47");
      case ZONE -> Map.of("type", "string", "description", "IANA time zone");
      case CHOICE -> Map.of("type", "string", "enum", type.choices());
      case ID -> id();
      case REF ->
          Map.of("type", "string", "pattern", "^[a-z][a-z0-9-]*:.+$", "description", "type:ID");
      case LIST -> ofList(type);
    };
  }

  private static Map<String, Object> ofText(ValueType<Object> type) {
    Map<String, Object> schema = new LinkedHashMap<>();
    if (type.format() == TextFormat.JSON) {
      return schema;
    }
    schema.put("type", "string");
    schema.put("maxLength", (long) type.maxLength());
    if (type.format() == TextFormat.EMAIL) {
      schema.put("format", "email");
    } else if (type.format() == TextFormat.URL) {
      schema.put("format", "uri");
    } else if (type.format() == TextFormat.SLUG) {
      schema.put("pattern", "^[a-z0-9-]+$");
    }
    return schema;
  }

  private static Map<String, Object> ofList(ValueType<Object> type) {
    ValueType<Object> element = type.element();
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "array");
    schema.put("items", element == null ? Map.of() : value(element));
    schema.put("maxItems", (long) type.maxLength());
    return schema;
  }
}
