package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.record.Warning;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes records of rows: opens what is sealed, withholds what the actor may not read. */
final class RowReader<T> {
  private final Engine engine;
  private final Declaration<T> type;
  private final @Nullable UUID organization;
  private final List<Field> sealed = new ArrayList<>();
  private final List<Field> withheld = new ArrayList<>();
  private final Set<String> hidden = new HashSet<>();

  /**
   * Reads for an actor; for the system itself, which is withheld nothing, {@code actor} is null.
   */
  RowReader(Engine engine, Declaration<T> type, UUID organization, @Nullable Actor actor) {
    this.engine = engine;
    this.type = type;
    this.organization = type.isPlatform() ? null : organization;
    for (Field field : type.fields()) {
      if (FieldRights.isWithheld(actor, type, field)) {
        withheld.add(field);
        hidden.add(field.path());
      } else if (field.isEncrypted()) {
        sealed.add(field);
      }
    }
  }

  Stored<T> read(Row row) {
    return read(row, List.of());
  }

  Stored<T> read(Row row, List<Warning> warnings) {
    return new Stored<>(
        new Id<>(row.id()),
        organization,
        row.version(),
        row.createdAt(),
        row.updatedAt(),
        row.deletedAt(),
        row.custom() == null ? java.util.Map.of() : EventCodec.customMap(row.custom()),
        hidden,
        warnings,
        type.value(values(row)));
  }

  private @Nullable Object[] values(Row row) {
    if (sealed.isEmpty() && withheld.isEmpty()) {
      return row.values();
    }
    @Nullable Object[] values = row.values().clone();
    for (Field field : withheld) {
      values[field.index()] = null;
    }
    for (Field field : sealed) {
      if (values[field.index()] instanceof String text) {
        values[field.index()] = engine.sealer().open(text, place(row, field));
      }
    }
    return values;
  }

  private String place(Row row, Field field) {
    UUID tenant = organization == null ? new UUID(0, 0) : organization;
    return Sealer.place(tenant, type.name(), row.id(), field.path());
  }
}
