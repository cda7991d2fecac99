package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueType;
import io.crmkit.record.ValueType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes values as cells that a {@link CellReader} reads. */
final class CellWriter<T> {
  private final Declaration<T> type;
  private final List<Target> columns;
  private final ReferenceNames names;

  CellWriter(RecordSession session, Declaration<T> type, List<Target> columns) {
    this.type = type;
    this.columns = columns;
    this.names = new ReferenceNames(session);
  }

  /** Returns the cells of records, the names of what they refer to looked up together. */
  List<List<String>> rows(List<Stored<T>> block) {
    List<@Nullable Object[]> values = new ArrayList<>();
    for (Stored<T> stored : block) {
      @Nullable Object[] row = new Object[columns.size()];
      @Nullable Object[] fields = type.values(stored.value());
      for (int i = 0; i < row.length; i++) {
        row[i] = value(columns.get(i), stored, fields);
        note(columns.get(i), row[i]);
      }
      values.add(row);
    }
    names.fetch();
    List<List<String>> rows = new ArrayList<>();
    for (@Nullable Object[] row : values) {
      List<String> cells = new ArrayList<>(row.length);
      for (int i = 0; i < row.length; i++) {
        Object value = row[i];
        cells.add(value == null ? "" : cell(columns.get(i), value));
      }
      rows.add(cells);
    }
    return rows;
  }

  private static @Nullable Object value(
      Target column, Stored<?> stored, @Nullable Object[] fields) {
    return switch (column.part()) {
      case RECORD -> stored.id();
      case CREATED_AT -> stored.createdAt();
      case UPDATED_AT -> stored.updatedAt();
      case VERSION -> stored.version();
      case VALUE, ID, CURRENCY -> {
        Field field = column.field();
        if (field != null) {
          yield fields[field.index()];
        }
        Object plain = stored.custom().get(Objects.requireNonNull(column.custom()).key());
        yield plain == null ? null : column.type().fromPlain(plain);
      }
    };
  }

  private void note(Target column, @Nullable Object value) {
    if (column.part() == Target.Part.VALUE && column.isReference()) {
      List<?> all =
          value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
      all.forEach(each -> names.want(ref(column, each)));
    }
  }

  private static Ref ref(Target column, Object value) {
    if (value instanceof Ref ref) {
      return ref;
    }
    String target = column.targets().isEmpty() ? "" : column.targets().iterator().next();
    return Ref.to(target, (Id<?>) value);
  }

  private String cell(Target column, Object value) {
    return switch (column.part()) {
      case CURRENCY -> ((Money) value).currency().getCurrencyCode();
      case VALUE -> column.isReference() ? name(column, value) : print(column.type(), value);
      case ID, RECORD, CREATED_AT, UPDATED_AT, VERSION -> value.toString();
    };
  }

  /** Returns what people call the record; nothing where only its id tells it. */
  private String name(Target column, Object value) {
    if (value instanceof List<?> list) {
      List<String> parts = new ArrayList<>();
      for (Object each : list) {
        String called = called(column, each);
        parts.add(called.isEmpty() ? each.toString() : called);
      }
      return Formulas.escape(Lists.join(parts));
    }
    return Formulas.escape(called(column, value));
  }

  private String called(Target column, Object value) {
    Ref ref = ref(column, value);
    String name = names.of(ref);
    return name == null ? "" : column.targets().size() == 1 ? name : ref.type() + ":" + name;
  }

  private static String print(ValueType<Object> type, Object value) {
    if (type.kind() == Kind.MONEY) {
      return ((Money) value).amount().toPlainString();
    }
    if (value instanceof List<?> list) {
      ValueType<Object> element = Objects.requireNonNull(type.element());
      List<String> parts = new ArrayList<>();
      for (Object each : list) {
        parts.add(element.print(each));
      }
      return Formulas.escape(Lists.join(parts));
    }
    String text = type.print(value);
    return type.kind() == Kind.TEXT ? Formulas.escape(text) : text;
  }
}
