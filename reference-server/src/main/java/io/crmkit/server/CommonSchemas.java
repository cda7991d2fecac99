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
    identity(schemas);
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

  private static Map<String, Object> page(Map<String, Object> item) {
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
    schemas.put(
        "Events",
        object(List.of("items", "position"), "items", list(ref("Event")), "position", text()));
    schemas.put(
        "Ticket", object(List.of("ticket", "expiresIn"), "ticket", text(), "expiresIn", WHOLE));
  }

  private static void identity(Map<String, Object> schemas) {
    schemas.put(
        "LoginRequest",
        object(
            List.of("email", "password"),
            "email",
            text(),
            "password",
            Map.of("type", "string", "format", "password"),
            "organizationId",
            nullable(id()),
            "totp",
            nullable(text()),
            "cookie",
            flag()));
    schemas.put("RefreshRequest", object(List.of(), "refreshToken", text()));
    schemas.put(
        "Login",
        object(
            List.of("tokenType", "expiresIn"),
            "accessToken",
            text(),
            "tokenType",
            text(),
            "expiresIn",
            WHOLE,
            "refreshToken",
            text(),
            "csrfToken",
            text()));
    schemas.put(
        "Device",
        object(List.of(), "address", text(), "agent", nullable(text()), "label", nullable(text())));
    schemas.put(
        "LoginSession",
        object(
            List.of("id", "isCurrent"),
            "id",
            id(),
            "createdAt",
            TIME,
            "lastSeenAt",
            TIME,
            "activeUntil",
            TIME,
            "method",
            text(),
            "device",
            ref("Device"),
            "isCurrent",
            flag()));
    schemas.put("Sessions", page(ref("LoginSession")));
    schemas.put(
        "UserName",
        object(
            List.of(),
            "prefix",
            nullable(text()),
            "first",
            nullable(text()),
            "middle",
            nullable(text()),
            "last",
            nullable(text()),
            "suffix",
            nullable(text()),
            "full",
            nullable(text())));
    schemas.put(
        "Me",
        object(
            List.of("id", "email", "organizationId", "organization", "roles"),
            "id",
            id(),
            "email",
            text(),
            "name",
            nullable(ref("UserName")),
            "phone",
            nullable(text()),
            "avatarUrl",
            nullable(text()),
            "organizationId",
            id(),
            "organization",
            object(
                List.of("id", "name", "slug"),
                "id",
                id(),
                "name",
                text(),
                "slug",
                text(),
                "locale",
                text(),
                "currency",
                text(),
                "timeZone",
                text()),
            "roles",
            list(text()),
            "teamIds",
            list(id()),
            "accountId",
            nullable(id()),
            "contactId",
            nullable(id())));
    schemas.put(
        "User",
        object(
            List.of("id", "email", "membershipId", "roles", "isActive"),
            "id",
            id(),
            "email",
            text(),
            "name",
            nullable(ref("UserName")),
            "phone",
            nullable(text()),
            "avatarUrl",
            nullable(text()),
            "membershipId",
            id(),
            "roles",
            list(text()),
            "teamIds",
            list(id()),
            "accountId",
            nullable(id()),
            "contactId",
            nullable(id()),
            "managerId",
            nullable(id()),
            "title",
            nullable(text()),
            "isActive",
            flag()));
    schemas.put(
        "UserPage",
        object(
            List.of("items", "nextCursor"),
            "items",
            list(ref("User")),
            "nextCursor",
            nullable(text()),
            "total",
            WHOLE));
    schemas.put(
        "UserCreate",
        object(
            List.of("email"),
            "email",
            Map.of("type", "string", "format", "email", "maxLength", 254L),
            "name",
            nullable(text()),
            "roles",
            list(text()),
            "accountId",
            nullable(id()),
            "password",
            nullable(Map.of("type", "string", "format", "password"))));
  }
}
