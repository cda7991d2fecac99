package io.crmkit.server;

import static io.crmkit.server.Schemas.flag;
import static io.crmkit.server.Schemas.id;
import static io.crmkit.server.Schemas.list;
import static io.crmkit.server.Schemas.nullable;
import static io.crmkit.server.Schemas.object;
import static io.crmkit.server.Schemas.ref;
import static io.crmkit.server.Schemas.text;
import static io.crmkit.server.Schemas.whole;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schemas of what is the same for all types. */
final class CommonSchemas {
  private static final Map<String, Object> WHOLE = Map.of("type", "integer", "format", "int64");
  private static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");
  private static final Map<String, Object> ANYTHING =
      Map.of("type", "object", "additionalProperties", true);

  private CommonSchemas() {}

  static Map<String, Object> all() {
    Map<String, Object> schemas = new LinkedHashMap<>();
    schemas.put("Problem", problem());
    schemas.put(
        "FieldError",
        object(
            List.of("field", "code", "message"),
            "field",
            text(),
            "code",
            text(),
            "message",
            text()));
    schemas.put(
        "Money",
        object(
            List.of("amount", "currency"),
            "amount",
            Map.of("type", "string", "pattern", "^-?[0-9]+(\\.[0-9]+)?$"),
            "currency",
            text()));
    schemas.put("Warning", object(List.of("code", "ids"), "code", text(), "ids", list(id())));
    queries(schemas);
    batches(schemas);
    events(schemas);
    schemas.putAll(IdentitySchemas.all());
    schemas.put("Status", object(List.of("status"), "status", text()));
    schemas.put(
        "Health",
        object(
            List.of("status", "timestamp", "database", "auth"),
            "status",
            text(),
            "timestamp",
            TIME,
            "database",
            text(),
            "auth",
            text()));
    return schemas;
  }

  static Map<String, Object> page(Map<String, Object> item) {
    return object(
        List.of("items", "nextCursor"), "items", list(item), "nextCursor", nullable(text()));
  }

  private static Map<String, Object> problem() {
    return object(
        List.of("type", "title", "status", "code"),
        "type",
        text(),
        "title",
        text(),
        "status",
        Map.of("type", "integer", "format", "int32"),
        "detail",
        text(),
        "code",
        text(),
        "severity",
        Map.of("type", "string", "enum", List.of("low", "medium", "high", "critical")),
        "userMessage",
        text(),
        "requestId",
        text(),
        "context",
        ANYTHING,
        "errors",
        list(ref("FieldError")));
  }

  private static void queries(Map<String, Object> schemas) {
    schemas.put(
        "Query",
        object(
            List.of(),
            "where",
            ANYTHING,
            "q",
            nullable(text()),
            "sort",
            list(text()),
            "limit",
            whole(1, 200, 25),
            "cursor",
            nullable(text()),
            "fields",
            list(text()),
            "count",
            flag(),
            "deleted",
            flag()));
    Map<String, Object> key =
        Map.of(
            "oneOf",
            List.of(
                text(),
                object(
                    List.of("field"),
                    "field",
                    text(),
                    "by",
                    Map.of(
                        "type",
                        "string",
                        "enum",
                        List.of("value", "day", "week", "month", "quarter", "year")))));
    schemas.put("GroupKey", key);
    schemas.put(
        "Measure",
        object(
            List.of("op"),
            "op",
            Map.of("type", "string", "enum", List.of("count", "sum", "avg", "min", "max")),
            "field",
            nullable(text())));
    schemas.put(
        "Aggregation",
        object(
            List.of(),
            "groupBy",
            list(ref("GroupKey")),
            "measures",
            list(ref("Measure")),
            "where",
            ANYTHING));
    schemas.put(
        "Group", object(List.of("key", "values"), "key", ANYTHING, "values", list(Map.of())));
    schemas.put("Groups", object(List.of("groups"), "groups", list(ref("Group"))));
  }

  private static void batches(Map<String, Object> schemas) {
    schemas.put(
        "BatchRow",
        object(
            List.of("op"),
            "op",
            Map.of(
                "type",
                "string",
                "enum",
                List.of("create", "update", "upsert", "delete", "restore")),
            "type",
            nullable(text()),
            "ref",
            nullable(text()),
            "id",
            nullable(text()),
            "version",
            Map.of("type", List.of("integer", "null"), "format", "int64"),
            "key",
            nullable(text()),
            "value",
            nullable(ANYTHING)));
    Map<String, Object> rows = new LinkedHashMap<>(list(ref("BatchRow")));
    rows.put("minItems", 1L);
    rows.put("maxItems", 1_000L);
    schemas.put("Batch", object(List.of("rows"), "atomic", flag(), "rows", rows));
    schemas.put(
        "BatchResult",
        object(
            List.of("status"),
            "status",
            Map.of("type", "integer", "format", "int32"),
            "id",
            id(),
            "record",
            ANYTHING,
            "problem",
            ref("Problem")));
    schemas.put("BatchResults", object(List.of("results"), "results", list(ref("BatchResult"))));
  }

  private static void events(Map<String, Object> schemas) {
    schemas.put("Change", object(List.of(), "from", Map.of(), "to", Map.of()));
    schemas.put(
        "Event",
        object(
            List.of("id", "event", "type", "recordId", "version", "changes", "actor", "at"),
            "id",
            text(),
            "event",
            text(),
            "type",
            text(),
            "recordId",
            id(),
            "version",
            WHOLE,
            "changes",
            Map.of("type", "object", "additionalProperties", ref("Change")),
            "actor",
            Map.of("type", "object", "additionalProperties", text()),
            "at",
            TIME));
    schemas.put("History", page(ref("Event")));
    Map<String, Object> entry =
        object(
            List.of("at", "source", "id"),
            "at",
            TIME,
            "source",
            text(),
            "id",
            id(),
            "event",
            nullable(ref("Event")),
            "record",
            nullable(object(List.of())));
    schemas.put("Timeline", page(entry));
    schemas.put(
        "Events",
        object(List.of("items", "position"), "items", list(ref("Event")), "position", text()));
    schemas.put(
        "Ticket", object(List.of("ticket", "expiresIn"), "ticket", text(), "expiresIn", WHOLE));
  }
}
