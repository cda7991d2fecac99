package io.crmkit.server;

import static io.crmkit.server.Schemas.flag;
import static io.crmkit.server.Schemas.list;
import static io.crmkit.server.Schemas.object;
import static io.crmkit.server.Schemas.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the OpenAPI document says of imports beyond their record type. */
final class ImportSchemas {
  /** The file itself as a body. */
  static final Map<String, Object> FILE =
      Map.of(
          "type", "string",
          "description", "Rows of comma, semicolon, tab or bar, or a JSON object in each line");

  /** A form of the file and its mapping. */
  static final Map<String, Object> FORM =
      object(
          List.of("file"),
          "file",
          Map.of("type", "string", "format", "binary"),
          "mapping",
          Map.of("$ref", "#/components/schemas/ImportMapping"));

  private static final Map<String, Object> WHOLE = Map.of("type", "integer", "format", "int64");

  private ImportSchemas() {}

  static List<Map<String, Object>> parameters() {
    return List.of(
        Parameters.query(
            "key", text(), "Unique or indexed field, or id, by which rows find what they change"),
        Parameters.query("dryRun", flag(), "Whether to check everything and write nothing"),
        Parameters.query("mapping", text(), "How columns become fields, an ImportMapping as JSON"));
  }

  /** Adds the schemas, and the counts to that of a run. */
  static void addTo(Map<String, Object> schemas) {
    schemas.put("ImportMapping", mapping());
    schemas.put(
        "ImportUndo",
        object(
            List.of("deleted", "reverted", "kept", "keptRecords"),
            "deleted",
            WHOLE,
            "reverted",
            WHOLE,
            "kept",
            WHOLE,
            "keptRecords",
            list(text())));
    schemas.computeIfPresent("Import", (name, run) -> withCounts((Map<?, ?>) run));
  }

  private static Map<String, Object> withCounts(Map<?, ?> run) {
    Map<String, Object> schema = new LinkedHashMap<>();
    run.forEach((key, value) -> schema.put((String) key, value));
    Map<String, Object> properties = new LinkedHashMap<>();
    ((Map<?, ?>) Objects.requireNonNull(schema.get("properties")))
        .forEach((key, value) -> properties.put((String) key, value));
    Map<String, Object> count = Map.of("type", "integer", "format", "int64", "readOnly", true);
    for (String name : List.of("read", "created", "updated", "skipped", "rejected")) {
      properties.put(name, count);
    }
    schema.put("properties", properties);
    return schema;
  }

  private static Map<String, Object> mapping() {
    Map<String, Object> column =
        object(
            List.of("field"),
            "field",
            text(),
            "by",
            text(),
            "values",
            Map.of("type", "object", "additionalProperties", text()),
            "onMissing",
            Map.of("type", "string", "enum", List.of("error", "create", "blank")),
            "currency",
            text());
    Map<String, Object> either = Map.of("oneOf", List.of(text(), column));
    Map<String, Object> texts = new LinkedHashMap<>(list(text()));
    texts.put("description", "A single text may stand for a list of one");
    return object(
        List.of(),
        "columns",
        Map.of("type", "object", "additionalProperties", either),
        "constants",
        Map.of("type", "object", "additionalProperties", true),
        "ignore",
        texts,
        "nulls",
        texts,
        "dates",
        texts,
        "locale",
        text(),
        "skipLines",
        Map.of("type", "integer", "minimum", 0L, "maximum", 10_000L));
  }
}
