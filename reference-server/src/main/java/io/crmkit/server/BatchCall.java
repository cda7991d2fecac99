package io.crmkit.server;

import io.crmkit.engine.BatchResult;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a batch, has them written, and tells what became of each. */
final class BatchCall {
  private static final Set<String> PARTS = Set.of("atomic", "rows");
  private static final Set<String> ROW_PARTS =
      Set.of("op", "type", "ref", "id", "version", "key", "value");

  private final Call call;
  private final Declaration<?> type;
  private final Schema schema;
  private final List<FieldError> errors = new ArrayList<>();

  BatchCall(Parts parts, Call call, Declaration<?> type) {
    this.call = call;
    this.type = type;
    this.schema = parts.crm().engine().schema();
  }

  Answer answer(Map<String, @Nullable Object> body) {
    refuseUnknown(body, PARTS, "");
    Object atomic = body.get("atomic");
    if (atomic != null && !(atomic instanceof Boolean)) {
      error("atomic", "INVALID_TYPE", "must be true or false");
    }
    List<BatchRow> rows = rows(body.get("rows"));
    if (!errors.isEmpty()) {
      throw new InvalidValueException(errors);
    }
    if (Boolean.TRUE.equals(atomic)) {
      return call.once(body, session -> session.batch(rows, true), this::answer);
    }
    RecordSession session = call.session();
    return call.onceClaimed(session, body, () -> answer(session.batch(rows, false)));
  }

  private List<BatchRow> rows(@Nullable Object plain) {
    List<BatchRow> rows = new ArrayList<>();
    if (!(plain instanceof List<?> list)) {
      error("rows", "INVALID_TYPE", "must be a list of rows");
      return rows;
    }
    for (int i = 0; i < list.size(); i++) {
      String at = "rows[" + i + "].";
      if (list.get(i) instanceof Map<?, ?> map) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        map.forEach((key, value) -> row.put((String) key, value));
        rows.add(row(row, at));
      } else {
        error("rows[" + i + "]", "INVALID_TYPE", "must be an object");
      }
    }
    return rows;
  }

  private BatchRow row(Map<String, @Nullable Object> row, String at) {
    refuseUnknown(row, ROW_PARTS, at);
    Map<String, @Nullable Object> value = new LinkedHashMap<>();
    if (row.get("value") instanceof Map<?, ?> map) {
      map.forEach((key, each) -> value.put((String) key, each));
    } else if (row.get("value") != null) {
      error(at + "value", "INVALID_TYPE", "must be an object");
    }
    Object version = row.get("version");
    if (version != null && !(version instanceof Long)) {
      error(at + "version", "INVALID_TYPE", "must be a whole number");
    }
    return new BatchRow(
        op(row, at),
        type(text(row, "type", at)),
        text(row, "ref", at),
        text(row, "id", at),
        version instanceof Long number ? number : null,
        text(row, "key", at),
        value);
  }

  private BatchRow.Op op(Map<String, @Nullable Object> row, String at) {
    Object op = row.get("op");
    for (BatchRow.Op each : BatchRow.Op.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(op)) {
        return each;
      }
    }
    error(at + "op", "UNKNOWN_CHOICE", "must be create, update, upsert, delete or restore");
    return BatchRow.Op.CREATE;
  }

  /** Returns the name of the type; paths have its plural, and what is unknown is refused later. */
  private String type(@Nullable String plural) {
    if (plural == null) {
      return type.name();
    }
    return schema
        .findPlural(plural)
        .filter(ResourceRoutes::isServed)
        .map(Declaration::name)
        .orElse("");
  }

  private @Nullable String text(Map<String, @Nullable Object> row, String name, String at) {
    Object value = row.get(name);
    if (value == null || value instanceof String) {
      return (String) value;
    }
    error(at + name, "INVALID_TYPE", "must be text");
    return null;
  }

  private void refuseUnknown(Map<String, @Nullable Object> map, Set<String> known, String at) {
    for (String key : map.keySet()) {
      if (!known.contains(key)) {
        error(at + key, "UNKNOWN_FIELD", "is no part of a batch");
      }
    }
  }

  private void error(String field, String code, String message) {
    errors.add(new FieldError(field, code, message));
  }

  private Answer answer(List<BatchResult> results) {
    List<Object> plain = new ArrayList<>();
    results.forEach(result -> plain.add(plain(result)));
    return Answer.json(200, Map.of("results", plain));
  }

  private Map<String, @Nullable Object> plain(BatchResult result) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    if (result.failure() != null) {
      plain.put("status", (long) Problems.status(result.failure()));
      plain.put("problem", Problems.plain(result.failure(), call.requestId(), call.language()));
      return plain;
    }
    Stored<?> stored = result.stored();
    if (stored == null) {
      plain.put("status", 204L);
      return plain;
    }
    plain.put("status", result.isCreated() ? 201L : 200L);
    plain.put("id", stored.id().toString());
    plain.put("record", record(schema.type(result.type()), stored));
    return plain;
  }

  @SuppressWarnings("unchecked") // a result's record is of the result's type
  private <T> Map<String, @Nullable Object> record(Declaration<T> of, Stored<?> stored) {
    Records<T> records = call.session().records(of.javaType());
    return ResourceRoutes.plain(records, (Stored<T>) stored);
  }
}
