package io.crmkit.storage.jdbc;

import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What a unit writes beside its rows, kept back so that it goes out together. */
final class WriteBuffer {
  /** Enough to send without waiting for the end of the unit. */
  private static final int LARGE = 20_000;

  /** A word of a row. */
  record Word(int type, String word, UUID id) {}

  /** A value by which a row is found. */
  record Entry(int type, UUID id, String field, Object value) {}

  private final Set<Word> addedWords = new LinkedHashSet<>();
  private final Set<Word> removedWords = new LinkedHashSet<>();
  private final Set<Entry> addedEntries = new LinkedHashSet<>();
  private final Set<Entry> removedEntries = new LinkedHashSet<>();
  private final List<Events.Hashed> events = new ArrayList<>();

  /** Takes in the difference between two versions of a row. */
  void replace(RowTable table, Indexed before, Indexed after) {
    Set<Word> oldWords = words(table, before);
    Set<Word> newWords = words(table, after);
    replace(oldWords, newWords, addedWords, removedWords);
    replace(entries(table, before), entries(table, after), addedEntries, removedEntries);
  }

  void add(RowTable table, Indexed row) {
    replace(Set.of(), words(table, row), addedWords, removedWords);
    replace(Set.of(), entries(table, row), addedEntries, removedEntries);
  }

  void remove(RowTable table, Indexed row) {
    replace(words(table, row), Set.of(), addedWords, removedWords);
    replace(entries(table, row), Set.of(), addedEntries, removedEntries);
  }

  void append(Collection<LogEntry> entries) {
    entries.forEach(entry -> events.add(Events.Hashed.of(entry)));
  }

  private static <E> void replace(Set<E> before, Set<E> after, Set<E> added, Set<E> removed) {
    for (E each : before) {
      if (!after.contains(each) && !added.remove(each)) {
        removed.add(each);
      }
    }
    for (E each : after) {
      if (!before.contains(each) && !removed.remove(each)) {
        added.add(each);
      }
    }
  }

  private static Set<Word> words(RowTable table, Indexed row) {
    if (!table.isSearched()) {
      return Set.of();
    }
    Set<Word> words = new LinkedHashSet<>();
    row.words().forEach(word -> words.add(new Word(table.number(), word, row.row().id())));
    return words;
  }

  private static Set<Entry> entries(RowTable table, Indexed row) {
    if (row.entries().isEmpty()) {
      return Set.of();
    }
    Set<Entry> entries = new LinkedHashSet<>();
    for (Indexed.Entry each : row.entries()) {
      Object value = WhereSql.stored(each.value());
      entries.add(new Entry(table.number(), row.row().id(), each.field(), value));
    }
    return entries;
  }

  boolean isLarge() {
    return addedWords.size() + addedEntries.size() > LARGE;
  }

  boolean isEmpty() {
    return addedWords.isEmpty()
        && removedWords.isEmpty()
        && addedEntries.isEmpty()
        && removedEntries.isEmpty()
        && events.isEmpty();
  }

  Collection<Word> addedWords() {
    return addedWords;
  }

  Collection<Word> removedWords() {
    return removedWords;
  }

  Collection<Entry> addedEntries() {
    return addedEntries;
  }

  Collection<Entry> removedEntries() {
    return removedEntries;
  }

  List<Events.Hashed> events() {
    return events;
  }

  void clear() {
    addedWords.clear();
    removedWords.clear();
    addedEntries.clear();
    removedEntries.clear();
    events.clear();
  }
}
