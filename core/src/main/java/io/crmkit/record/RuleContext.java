package io.crmkit.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What rules see of the world: the transaction's clock and rows. Reads and writes here are the
 * system's: they know no row scopes, and may set managed fields. Changes of one row within one
 * transaction are joined into one version and one event. Used by one thread.
 */
public interface RuleContext {
  /** Returns the time of the transaction, the same for all its changes. */
  Instant now();

  /** Returns today in the organization's time zone. */
  LocalDate today();

  /** Returns the organization. */
  UUID organizationId();

  /** Returns the settings of the organization that rules ask for. */
  Settings settings();

  /** Returns who causes the change. */
  Event.By actor();

  /** Returns the user who causes the change, or null if it is the system or a key. */
  @Nullable UUID actorUserId();

  /** Returns a living row. */
  <T> Optional<Stored<T>> find(Class<T> type, Id<?> id);

  /**
   * Returns a living row in its newest state, and keeps others from changing it until the
   * transaction ends.
   */
  <T> Optional<Stored<T>> lock(Class<T> type, Id<?> id);

  /** Returns the living rows that meet the query, its first page only. */
  <T> List<Stored<T>> query(Class<T> type, Query query);

  /**
   * Returns all living rows of a type of which an organization has few that seldom change, such as
   * stages, by id. They are kept between transactions: a change by another process is seen within
   * ten seconds.
   */
  <T> List<Stored<T>> all(Class<T> type);

  /** Returns the groups of the living rows. */
  List<Aggregation.Group> aggregate(Class<?> type, Aggregation aggregation);

  /** Makes a row. */
  <T> Id<T> create(Class<T> type, T value);

  /** Changes a row; its own rules run. */
  <T> void update(Class<T> type, Id<?> id, T value);

  /**
   * Overwrites a row with what the product itself notes on it, such as how far it got: no rules
   * run, no version is made, and no event tells of it. Who changes the row at the same time may
   * undo it, so note nothing that cannot be found out again.
   */
  <T> void updateQuietly(Class<T> type, Id<?> id, T value);

  /** Deletes a row. */
  void delete(Class<?> type, Id<?> id);

  /**
   * Makes a row of a type that stands outside of organizations, such as a job, to be committed with
   * the change; unless one of its unique values is taken. No event tells of it.
   */
  <T> Optional<Id<T>> post(Class<T> type, T value);

  /**
   * Appends a named event of the row that is being changed, beside the plain one.
   *
   * @param action for example {@code lead.converted}
   * @param facts plain values
   */
  void emit(String action, String type, Id<?> id, Map<String, @Nullable Object> facts);

  /** What an organization chose. */
  interface Settings {
    /** Returns the currency in which reports add up. */
    java.util.Currency currency();

    /** Returns the time zone of its days. */
    java.time.ZoneId zone();

    /** Returns its language. */
    java.util.Locale locale();
  }
}
