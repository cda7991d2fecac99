package io.crmkit.storage.jdbc;

import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a unit writes beside its rows, kept back so that it goes out together: what is removed goes
 * before what is added.
 */
final class WriteBuffer {
  /** Enough to send without waiting for the end of the unit. */
  private static final int LARGE = 20_000;

  /** A word of a row. */
  record Word(int type, String word, UUID id) {}

  /** A value by which a row is found. */
  record Entry(int type, UUID id, String field, Object value) {}

  private static final Comparator<Word> BY_INDEX =
      Comparator.comparingInt(Word::type).thenComparing(Word::word).thenComparing(Word::id);

  private final List<Word> addedWords = new ArrayList<>();
  private final List<Word> removedWords = new ArrayList<>();
  private final List<Entry> addedEntries = new ArrayList<>();
  private final List<Entry> removedEntries = new ArrayList<>();
  private final Set<UUID> addedTo = new HashSet<>();
  private final List<Events.Hashed> events = new ArrayList<>();
  private final Map<RowStatement, List<@Nullable Object[]>> posts = new LinkedHashMap<>();
  private int postCount;

  void add(RowTable table, Indexed row) {
    words(table, row, word -> true, addedWords);
    entries(table, row, entry -> true, addedEntries);
    addedTo.add(row.row().id());
  }

  /** Returns whether this row cannot give up anything before what is kept back is sent. */
  boolean holdsAdditions(Indexed row) {
    return addedTo.contains(row.row().id());
  }

  /** Takes in the difference between two versions of a row. */
  void replace(RowTable table, Indexed before, Indexed after) {
    if (!before.words().equals(after.words())) {
      words(table, before, word -> !after.words().contains(word), removedWords);
      words(table, after, word -> !before.words().contains(word), addedWords);
      addedTo.add(after.row().id());
    }
    if (!before.entries().equals(after.entries())) {
      Set<Indexed.Entry> old = Set.copyOf(before.entries());
      Set<Indexed.Entry> fresh = Set.copyOf(after.entries());
      entries(table, before, entry -> !fresh.contains(entry), removedEntries);
      entries(table, after, entry -> !old.contains(entry), addedEntries);
      addedTo.add(after.row().id());
    }
  }

  void remove(RowTable table, Indexed row) {
    words(table, row, word -> true, removedWords);
    entries(table, row, entry -> true, removedEntries);
  }

  /** Takes in a row that nothing stored can stand in the way of. */
  void post(RowStatement insert, @Nullable Object[] values) {
    posts.computeIfAbsent(insert, key -> new ArrayList<>()).add(values);
    postCount++;
  }

  void append(Collection<LogEntry> entries) {
    entries.forEach(entry -> events.add(Events.Hashed.of(entry)));
  }

  private static void words(
      RowTable table, Indexed row, Predicate<String> isWanted, List<Word> to) {
    if (table.isSearched()) {
      for (String word : row.words()) {
        if (isWanted.test(word)) {
          to.add(new Word(table.number(), word, row.row().id()));
        }
      }
    }
  }

  private static void entries(
      RowTable table, Indexed row, Predicate<Indexed.Entry> isWanted, List<Entry> to) {
    for (Indexed.Entry each : row.entries()) {
      if (isWanted.test(each)) {
        Object value = WhereSql.stored(each.value());
        to.add(new Entry(table.number(), row.row().id(), each.field(), value));
      }
    }
  }

  boolean isLarge() {
    return addedWords.size() + addedEntries.size() + postCount > LARGE;
  }

  boolean isEmpty() {
    return addedWords.isEmpty()
        && removedWords.isEmpty()
        && addedEntries.isEmpty()
        && removedEntries.isEmpty()
        && posts.isEmpty()
        && events.isEmpty();
  }

  /** Puts words into the order of their index, so that those side by side meet one page. */
  void sort() {
    addedWords.sort(BY_INDEX);
  }

  List<Word> addedWords() {
    return addedWords;
  }

  List<Word> removedWords() {
    return removedWords;
  }

  List<Entry> addedEntries() {
    return addedEntries;
  }

  List<Entry> removedEntries() {
    return removedEntries;
  }

  Map<RowStatement, List<@Nullable Object[]>> posts() {
    return posts;
  }

  boolean hasPosts() {
    return postCount > 0;
  }

  List<Events.Hashed> events() {
    return events;
  }

  void clear() {
    addedWords.clear();
    removedWords.clear();
    addedEntries.clear();
    removedEntries.clear();
    addedTo.clear();
    posts.clear();
    postCount = 0;
    events.clear();
  }
}
