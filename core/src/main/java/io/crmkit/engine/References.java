package io.crmkit.engine;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.Schema;
import io.crmkit.storage.Conditions;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows references between rows. */
final class References {
  private References() {}

  /**
   * Returns a judge of conditions on rows of {@code type} that reads referred rows from {@code
   * reads}.
   */
  static Conditions conditions(
      Schema schema, Declaration<?> type, Reads reads, Function<Row, List<Indexed.Entry>> entries) {
    return new Conditions(type, (value, has) -> has(schema, type, reads, value, has), entries);
  }

  private static boolean has(
      Schema schema, Declaration<?> type, Reads reads, Object value, Condition.Has has) {
    Declaration<?> target = target(schema, type.field(has.field()), value);
    if (target == null) {
      return false;
    }
    Row row = reads.find(target, idOf(value)).orElse(null);
    return row != null
        && !row.isDeleted()
        && conditions(schema, target, reads, each -> Indexing.of(target, each, List.of()).entries())
            .matches(has.condition(), row);
  }

  /** Returns the declared type that a value of the field points to, or null if it is none. */
  static @Nullable Declaration<?> target(Schema schema, Field field, Object value) {
    String name =
        value instanceof Ref ref
            ? ref.type()
            : field.targets().isEmpty() ? "" : field.targets().iterator().next();
    boolean isAllowed = field.targets().isEmpty() || field.targets().contains(name);
    return isAllowed ? schema.find(name).orElse(null) : null;
  }

  static UUID idOf(Object value) {
    return value instanceof Ref ref ? ref.id() : ((Id<?>) value).value();
  }
}
