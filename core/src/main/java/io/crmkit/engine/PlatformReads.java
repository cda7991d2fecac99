package io.crmkit.engine;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads of rows that stand outside of any organization. For the packages that own their types; no
 * rights are judged.
 */
public interface PlatformReads {
  /** Returns a row. */
  <T> Optional<Stored<T>> find(Class<T> type, Id<?> id);

  /** Returns a page of the rows that meet the query. */
  <T> Page<Stored<T>> list(Class<T> type, Query query);

  /** Returns how many rows meet the condition, counting up to {@code most}. */
  long count(Class<?> type, Condition where, long most);

  /** Returns the greatest value of a whole number among the rows that meet the condition. */
  OptionalLong greatest(Class<?> type, String field, Condition where);
}
