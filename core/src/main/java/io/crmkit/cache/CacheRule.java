package io.crmkit.cache;

import io.crmkit.record.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a committed event does to a cache, always within the organization of the event.
 *
 * @param on what the rule hears: actions such as {@code contact.updated}, or record types such as
 *     {@code contact} for all their actions
 * @param action what it does
 * @param key which key it means, null for one that this event does not touch; null for all keys
 * @since 0.1
 */
public record CacheRule(
    Set<String> on, Action action, @Nullable Function<Event, @Nullable String> key) {
  /** What a rule does. */
  public enum Action {
    /** Forgets; the next reader loads. */
    CLEAR,
    /** Forgets, and loads again in the background by the loader of the cache. */
    UPDATE
  }

  /**
   * Copies the set.
   *
   * @throws IllegalArgumentException if it hears nothing, or something that is no name of a type or
   *     action, or updates all keys
   */
  public CacheRule {
    on = Set.copyOf(on);
    if (on.isEmpty()) {
      throw new IllegalArgumentException("a rule needs an action or a record type to hear");
    }
    for (String each : on) {
      if (each.isBlank() || each.contains("*")) {
        throw new IllegalArgumentException("no action or record type: " + each);
      }
    }
    if (key == null && action == Action.UPDATE) {
      throw new IllegalArgumentException("a rule that updates needs a key");
    }
  }

  /** Returns a rule that forgets a key. A key of null means that the event touches none. */
  public static CacheRule clear(Function<Event, @Nullable String> key, String... on) {
    return new CacheRule(setOf(on), Action.CLEAR, key);
  }

  /** Returns a rule that forgets all keys of the organization. */
  public static CacheRule clearAll(String... on) {
    return new CacheRule(setOf(on), Action.CLEAR, null);
  }

  /** Returns a rule that loads a key again. A key of null means that the event touches none. */
  public static CacheRule update(Function<Event, @Nullable String> key, String... on) {
    return new CacheRule(setOf(on), Action.UPDATE, key);
  }

  private static Set<String> setOf(String... on) {
    return new HashSet<>(List.of(on)); // which Set.of would refuse for a name given twice
  }

  boolean hears(Event event) {
    return on.contains(event.action()) || on.contains(event.type());
  }
}
