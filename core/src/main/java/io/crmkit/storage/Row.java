package io.crmkit.storage;

import io.crmkit.record.Envelope;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row: the envelope and the values of the fields, in the order of the declaration. The array is
 * never changed once the row is made. Encrypted values are sealed texts already.
 *
 * @param id identity
 * @param version from 1 on
 * @param createdAt to the microsecond
 * @param updatedAt to the microsecond
 * @param deletedAt when it was softly deleted, or null
 * @param values one for each field
 * @param custom the organization's own fields as a JSON object, or null
 */
@SuppressWarnings("ArrayRecordComponent") // an array for speed; equals looks into it
public record Row(
    UUID id,
    long version,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant deletedAt,
    @Nullable Object[] values,
    @Nullable String custom) {

  /** Returns the value of a field, of the envelope too. */
  public @Nullable Object get(Field field) {
    if (!field.isEnvelope()) {
      return values[field.index()];
    }
    if (field == Envelope.ID) {
      return new Id<>(id);
    }
    if (field == Envelope.VERSION) {
      return version;
    }
    if (field == Envelope.CREATED_AT) {
      return createdAt;
    }
    return field == Envelope.UPDATED_AT ? updatedAt : deletedAt;
  }

  /** Returns whether the row is softly deleted. */
  public boolean isDeleted() {
    return deletedAt != null;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Row row
        && id.equals(row.id)
        && version == row.version
        && createdAt.equals(row.createdAt)
        && updatedAt.equals(row.updatedAt)
        && java.util.Objects.equals(deletedAt, row.deletedAt)
        && Arrays.equals(values, row.values)
        && java.util.Objects.equals(custom, row.custom);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + Long.hashCode(version);
  }

  @Override
  public String toString() {
    return id + "@" + version + Arrays.toString(values);
  }
}
