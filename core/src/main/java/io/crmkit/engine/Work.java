package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.RecordRules.Kind;
import io.crmkit.record.Warning;
import io.crmkit.storage.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row within one unit of work: as it was, as it is now, as it was last written. However often
 * it changes, it gets one version and one event.
 */
final class Work<T> {
  final Declaration<T> type;
  final UUID id;
  final @Nullable Row original;
  final Set<String> changedParts = new TreeSet<>();
  final List<Warning> warnings = new ArrayList<>();
  @Nullable Row written;
  @Nullable Object[] values;
  @Nullable String custom;
  @Nullable Instant deletedAt;
  Instant createdAt;
  @Nullable String action;
  boolean isRemoved;
  boolean isTouched;
  private final @Nullable Object[] opened;

  /** Begins with a stored row, whose values are given with what is sealed opened. */
  Work(Declaration<T> type, Row original, @Nullable Object[] opened) {
    this.type = type;
    this.id = original.id();
    this.original = original;
    this.written = original;
    this.opened = opened;
    this.values = opened;
    this.custom = original.custom();
    this.deletedAt = original.deletedAt();
    this.createdAt = original.createdAt();
  }

  /** Begins with a new row. */
  Work(Declaration<T> type, UUID id, @Nullable Object[] values, Instant createdAt) {
    this.type = type;
    this.id = id;
    this.original = null;
    this.opened = new Object[values.length];
    this.values = values;
    this.createdAt = createdAt;
  }

  boolean isChanged() {
    Row before = original;
    return before == null
        || isRemoved
        || isTouched
        || !Arrays.equals(values, opened)
        || !Objects.equals(custom, before.custom())
        || !Objects.equals(deletedAt, before.deletedAt());
  }

  /** Returns whether it changed, or was written as changed and is as before again. */
  boolean isToBeWritten() {
    return isChanged() || !Objects.equals(written, original);
  }

  boolean isGone() {
    return isRemoved || deletedAt != null;
  }

  long version() {
    Row before = original;
    if (before == null) {
      return 1;
    }
    return isChanged() ? before.version() + 1 : before.version();
  }

  Kind kind() {
    Row before = original;
    if (before == null) {
      return Kind.CREATE;
    }
    if (isRemoved || (deletedAt != null && !before.isDeleted())) {
      return Kind.DELETE;
    }
    return deletedAt == null && before.isDeleted() ? Kind.RESTORE : Kind.UPDATE;
  }

  /**
   * Returns the row as it is now; encrypted values that did not change stay sealed as they were.
   */
  Row row(Instant now, Engine engine, UUID organization) {
    Row before = original;
    if (before != null && !isChanged()) {
      return before;
    }
    @Nullable Object[] sealed = values;
    for (Field field : type.fields()) {
      Object value = values[field.index()];
      if (field.isEncrypted() && value instanceof String text) {
        sealed = sealed == values ? values.clone() : sealed;
        sealed[field.index()] =
            before != null && value.equals(opened[field.index()])
                ? before.values()[field.index()]
                : engine
                    .sealer()
                    .seal(text, Sealer.place(organization, type.name(), id, field.path()));
      }
    }
    return new Row(id, version(), createdAt, now, deletedAt, sealed, custom);
  }
}
