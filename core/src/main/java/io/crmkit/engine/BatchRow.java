package io.crmkit.engine;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One row of a batch. A text value {@code $name} in a later row stands for the id of the row that
 * was given this {@code ref}.
 *
 * @param op what to do
 * @param type name of the type, or null where the batch has one of its own
 * @param ref name by which later rows refer to this one, or null
 * @param id the record, except for create and upsert; may be {@code $name}
 * @param version the version that the caller read, or null for any
 * @param key for an upsert, path of a unique or indexed field
 * @param value the fields in plain form
 */
public record BatchRow(
    Op op,
    @Nullable String type,
    @Nullable String ref,
    @Nullable String id,
    @Nullable Long version,
    @Nullable String key,
    Map<String, ?> value) {

  /** What a row does. */
  public enum Op {
    /** Makes a record. */
    CREATE,
    /** Changes the fields named. */
    UPDATE,
    /** Makes a record or changes the one with the same key. */
    UPSERT,
    /** Deletes a record. */
    DELETE,
    /** Brings a record back. */
    RESTORE
  }
}
