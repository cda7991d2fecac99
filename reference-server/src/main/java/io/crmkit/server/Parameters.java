package io.crmkit.server;

import io.crmkit.record.Declaration;
import io.crmkit.record.Envelope;
import io.crmkit.record.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Descriptions of parameters for the OpenAPI document. */
final class Parameters {
  private Parameters() {}

  private static Map<String, Object> parameter(
      String in, String name, boolean isRequired, Map<String, Object> schema, String description) {
    Map<String, Object> parameter = new LinkedHashMap<>();
    parameter.put("name", name);
    parameter.put("in", in);
    parameter.put("required", isRequired);
    parameter.put("description", description);
    parameter.put("schema", schema);
    return parameter;
  }

  static Map<String, Object> query(String name, Map<String, Object> schema, String description) {
    return parameter("query", name, false, schema, description);
  }

  static Map<String, Object> path(String name, String description) {
    return parameter("path", name, true, Schemas.text(), description);
  }

  static Map<String, Object> id() {
    return parameter("path", "id", true, Schemas.id(), "Identity of the record");
  }

  static Map<String, Object> header(String name, String description) {
    return parameter("header", name, false, Schemas.text(), description);
  }

  static Map<String, Object> fields() {
    return query("fields", Schemas.text(), "Paths to show, separated by commas");
  }

  static Map<String, Object> ifMatch(boolean isRequired) {
    return parameter(
        "header", "If-Match", isRequired, Schemas.text(), "The ETag last read, or * for any");
  }

  static Map<String, Object> ifNoneMatch() {
    return parameter("header", "If-None-Match", false, Schemas.text(), "The ETag last read");
  }

  static Map<String, Object> idempotencyKey() {
    return parameter(
        "header",
        "Idempotency-Key",
        false,
        Map.of("type", "string", "minLength", 1, "maxLength", 255),
        "Lets a call be repeated without being done twice");
  }

  static Map<String, Object> schemaLine() {
    return query("schemaLine", Schemas.flag(), "Whether the first line tells the type");
  }

  static List<Map<String, Object>> page() {
    return List.of(
        query("limit", Schemas.whole(1, 200, 25), "Rows of a page"),
        query("cursor", Schemas.text(), "The nextCursor of the page before"));
  }

  /** Returns the parameters of a list, those that filter by equality included. */
  static List<Map<String, Object>> list(Declaration<?> type) {
    List<Map<String, Object>> all = new ArrayList<>(page());
    all.add(query("q", Schemas.text(), "Words that must all be found, each a prefix"));
    all.add(query("sort", Schemas.text(), "Fields, separated by commas; - in front descends"));
    all.add(fields());
    all.add(query("count", Schemas.flag(), "Whether to tell the number of all rows"));
    all.add(query("deleted", Schemas.flag(), "Whether to list deleted rows instead"));
    List<Field> fields = new ArrayList<>(Envelope.FIELDS);
    fields.addAll(type.fields());
    for (Field field : fields) {
      if (!field.isEncrypted()) {
        all.add(
            query(
                field.path(),
                Schemas.text(),
                "Equals; also with .ne .in .gt .gte .lt .lte .between .contains .startsWith"
                    + " .isNull behind the name"));
      }
    }
    return all;
  }

  static List<Map<String, Object>> events() {
    return List.of(
        query("types", Schemas.text(), "Names of types, separated by commas"),
        query("recordId", Schemas.id(), "One record"),
        query("where", Schemas.text(), "A condition as JSON, with a single type"),
        query("after", Schemas.text(), "By pull: the position behind which to begin"),
        query("limit", Schemas.whole(1, 1_000, 100), "By pull: how many events"),
        query("lastEventId", Schemas.text(), "By stream: the id of the last event seen"),
        query("ticket", Schemas.text(), "A ticket instead of a token"),
        parameter(
            "header", "Last-Event-ID", false, Schemas.text(), "The id of the last event seen"));
  }
}
