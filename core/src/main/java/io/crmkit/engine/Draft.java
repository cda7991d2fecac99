package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import java.time.Instant;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a caller wants written: values of some or all fields. Used by one thread.
 *
 * @param values one for each field of the type
 * @param given the fields that the caller named
 * @param custom the organization's own fields that the caller named, null to clear one; null for
 *     none
 * @param createdAt the original time of an imported row, or null
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call, and is never compared
record Draft(
    @Nullable Object[] values,
    BitSet given,
    @Nullable Map<String, @Nullable Object> custom,
    @Nullable Instant createdAt) {

  /** Wants all fields as they are in {@code value}; what is null counts as not named. */
  static <T> Draft of(Declaration<T> type, T value) {
    @Nullable Object[] values = type.values(value);
    BitSet given = new BitSet(values.length);
    for (int i = 0; i < values.length; i++) {
      if (values[i] != null) {
        given.set(i);
      }
    }
    return new Draft(values, given, null, null);
  }

  /** Wants all fields changed to what they are in {@code value}, null included. */
  static <T> Draft change(Declaration<T> type, T value) {
    @Nullable Object[] values = type.values(value);
    BitSet given = new BitSet(values.length);
    given.set(0, values.length);
    return new Draft(values, given, null, null);
  }

  boolean isGiven(Field field) {
    return given.get(field.index());
  }
}
