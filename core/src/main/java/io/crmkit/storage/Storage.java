package io.crmkit.storage;

import io.crmkit.record.Schema;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the rows of declared types and the log of events. Thread-safe.
 *
 * <p>Every unit of work belongs to one organization and can reach its rows only; what must run
 * before the organization is known uses {@link #platform}, which reaches the rows of platform types
 * only.
 */
public interface Storage extends AutoCloseable {

  /**
   * Prepares for these types. Called once, before anything else.
   *
   * @throws IllegalStateException if what is stored does not fit the types; nothing is changed then
   */
  void open(Schema schema);

  /**
   * Runs a unit of work: all of it is committed when this returns, or none of it when this throws.
   * Two units that touch the same rows behave as if one ran after the other, or one of them fails
   * with {@link io.crmkit.error.StaleVersionException}. The work may run on another thread; it must
   * not open further units, and a failed operation ends it.
   *
   * @throws io.crmkit.error.UnavailableException if the storage does not answer; nothing is changed
   * @throws io.crmkit.error.OutcomeUnknownException if the storage was lost while it committed
   */
  <R> R transact(UUID organization, Function<Transaction, R> work);

  /**
   * Returns reads of what is committed, outside of a transaction. Cheap; may be kept and shared.
   */
  Reads read(UUID organization);

  /** Like {@link #transact}, on the rows of platform types. Events stand under the nil UUID. */
  <R> R platform(Function<Transaction, R> work);

  /** Like {@link #read}, on the rows of platform types. */
  Reads readPlatform();

  /**
   * Returns committed events in the one order that every reader sees, from behind {@code after} on.
   * An event is seen here soon after its commit; once event <i>n</i> was seen, none before it will
   * appear.
   *
   * @param organization the tenant, or null for the events of all
   */
  List<LogEntry> feed(@Nullable UUID organization, long after, int limit);

  /** Returns the position of the newest event that has one, or 0. */
  long lastPosition();

  /** Calls {@code listener} soon after events got positions; it must return at once. */
  void onSequenced(Runnable listener);

  /** Returns whether the storage answers now. */
  boolean isAvailable();

  /** Ends all work and frees what is held. */
  @Override
  void close();
}
