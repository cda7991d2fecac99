package io.crmkit.engine;

import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs the rows of a batch in order, in one transaction or each in its own. */
final class Batch {
  static final int MOST_ROWS = 1_000;

  private final RecordSession session;
  private final Schema schema;
  private final Map<String, Id<?>> refs = new HashMap<>();

  Batch(RecordSession session, Schema schema) {
    this.session = session;
    this.schema = schema;
  }

  List<BatchResult> run(List<BatchRow> rows, boolean isAtomic) {
    if (rows.isEmpty() || rows.size() > MOST_ROWS) {
      throw new InvalidValueException(
          "BATCH_SIZE",
          List.of(
              new io.crmkit.error.FieldError(
                  "rows", "BATCH_SIZE", "must be 1 to " + MOST_ROWS + " rows")));
    }
    if (!isAtomic) {
      List<BatchResult> results = new ArrayList<>(rows.size());
      rows.forEach(row -> results.add(tried(row)));
      return results;
    }
    return session.transact(
        joined -> {
          refs.clear();
          joined.lookAhead(creations(rows));
          List<BatchResult> results = new ArrayList<>(rows.size());
          for (int i = 0; i < rows.size(); i++) {
            results.add(atomic(joined, rows.get(i), i));
          }
          return results;
        });
  }

  /** Returns the rows that are made, by type, as far as they can be read. */
  private Map<Declaration<?>, List<Map<String, ?>>> creations(List<BatchRow> rows) {
    Map<Declaration<?>, List<Map<String, ?>>> creations = new LinkedHashMap<>();
    for (BatchRow row : rows) {
      Declaration<?> type = row.type() == null ? null : schema.find(row.type()).orElse(null);
      if (type != null && row.op() == BatchRow.Op.CREATE) {
        creations.computeIfAbsent(type, key -> new ArrayList<>()).add(row.value());
      }
    }
    return creations;
  }

  private BatchResult atomic(RecordSession joined, BatchRow row, int index) {
    try {
      return run(joined, row);
    } catch (InvalidValueException e) {
      String prefix = "rows[" + index + "].";
      throw new InvalidValueException(
          e.code(),
          e.errors().stream()
              .map(
                  error ->
                      new io.crmkit.error.FieldError(
                          prefix + error.field(), error.code(), error.message()))
              .toList());
    }
  }

  private BatchResult tried(BatchRow row) {
    try {
      return run(session, row);
    } catch (CrmException e) {
      return new BatchResult(String.valueOf(row.type()), row.op(), null, false, e);
    }
  }

  private BatchResult run(RecordSession in, BatchRow row) {
    String name = row.type();
    Declaration<?> type = name == null ? null : schema.find(name).orElse(null);
    if (type == null || type.isHidden() || type.isPlatform()) {
      throw new InvalidRequestException("UNKNOWN_TYPE", "there is no type " + name);
    }
    Upserted<?> written = run(in.records(type.javaType()), row);
    if (written == null) {
      return new BatchResult(type.name(), row.op(), null, false, null);
    }
    if (row.ref() != null) {
      refs.put("$" + row.ref(), written.stored().id());
    }
    return new BatchResult(type.name(), row.op(), written.stored(), written.isCreated(), null);
  }

  /** Writes a row; nothing is left of one that is deleted. */
  private <T> @Nullable Upserted<T> run(Records<T> records, BatchRow row) {
    return switch (row.op()) {
      case CREATE -> new Upserted<>(records.createPlain(resolved(row.value())), true);
      case UPDATE -> {
        Map<String, @Nullable Object> value = resolved(row.value());
        yield new Upserted<>(records.updatePlain(id(row, records), row.version(), value), false);
      }
      case UPSERT -> records.upsertPlain(row.key() == null ? "" : row.key(), resolved(row.value()));
      case RESTORE -> new Upserted<>(records.restore(id(row, records), row.version()), false);
      case DELETE -> {
        records.delete(id(row, records), row.version());
        yield null;
      }
    };
  }

  private <T> Id<T> id(BatchRow row, Records<T> records) {
    String text = String.valueOf(row.id());
    Id<?> known = refs.get(text);
    try {
      return known != null ? new Id<>(known.value()) : Id.of(text);
    } catch (ValueFormatException e) {
      throw new NotFoundException(records.type().name(), text);
    }
  }

  private Map<String, @Nullable Object> resolved(Map<?, ?> plain) {
    Map<String, @Nullable Object> resolved = new LinkedHashMap<>();
    plain.forEach((key, value) -> resolved.put((String) key, resolvedValue(value)));
    return resolved;
  }

  private @Nullable Object resolvedValue(@Nullable Object value) {
    if (value instanceof String text && text.indexOf('$') >= 0) {
      Id<?> direct = refs.get(text);
      int colon = text.indexOf(":$");
      Id<?> inRef = colon < 0 ? null : refs.get(text.substring(colon + 1));
      if (direct != null) {
        return direct.toString();
      }
      return inRef == null ? text : text.substring(0, colon + 1) + inRef;
    }
    if (value instanceof Map<?, ?> map) {
      return resolved(map);
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> each = new ArrayList<>();
      list.forEach(element -> each.add(resolvedValue(element)));
      return each;
    }
    return value;
  }
}
