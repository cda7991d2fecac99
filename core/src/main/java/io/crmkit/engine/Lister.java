package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.SearchText;
import io.crmkit.record.Sort;
import io.crmkit.record.Stored;
import io.crmkit.storage.Conditions;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Position;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Answers lists, counts and searches over one type for one actor: within its scope, knowing only
 * the fields that it may read.
 */
final class Lister<T> {
  /** Rows that a question without an index may walk unless the caller allows more. */
  static final int SCAN_LIMIT = 10_000;

  private static final int CHUNK = 500;

  private final Engine engine;
  private final Declaration<T> type;
  private final @Nullable Actor actor;
  private final UUID organization;
  private final RowReader<T> reader;

  /** Answers an actor, or the system itself, which sees every row and field, if it is null. */
  Lister(Engine engine, Declaration<T> type, UUID organization, @Nullable Actor actor) {
    this.engine = engine;
    this.type = type;
    this.actor = actor;
    this.organization = organization;
    this.reader = new RowReader<>(engine, type, organization, actor);
  }

  /** A query brought to the form that a storage takes. */
  private record Bound(
      Condition where,
      @Nullable Predicate<Row> rest,
      List<String> words,
      List<Sort> sort,
      boolean isEmpty) {}

  Page<Stored<T>> list(Reads reads, Query query) {
    Bound bound = bind(reads, query);
    String identity = identity(query);
    String cursor = query.cursor();
    Position from = cursor == null ? null : engine.cursors().read(cursor, identity);
    if (bound.isEmpty()) {
      return new Page<>(List.of(), null, query.isCounted() ? 0L : null);
    }
    Slice slice = select(reads, bound, from, query);
    Position next = slice.next();
    return new Page<>(
        slice.rows().stream().map(reader::read).toList(),
        next == null ? null : engine.cursors().write(next, identity),
        query.isCounted() ? (Long) count(reads, query) : null);
  }

  private Slice select(Reads reads, Bound bound, @Nullable Position from, Query query) {
    Predicate<Row> rest = bound.rest();
    int limit = query.limit();
    Selection selection =
        new Selection(
            bound.where(),
            bound.words(),
            bound.sort(),
            from,
            rest == null ? limit : CHUNK,
            query.isDeleted());
    if (rest == null) {
      return reads.select(type, selection);
    }
    List<Row> found = new ArrayList<>();
    Position next = from;
    do {
      Slice slice = reads.select(type, selection.from(next));
      for (Row row : slice.rows()) {
        if (rest.test(row)) {
          if (found.size() == limit) {
            return new Slice(found, positionOf(reads, found.get(limit - 1), bound.sort()));
          }
          found.add(row);
        }
      }
      next = slice.next();
    } while (next != null);
    return new Slice(found, null);
  }

  private Position positionOf(Reads reads, Row row, List<Sort> sorts) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (Sort sort : sorts) {
      Field field = type.find(sort.field()).orElse(null);
      if (field != null) {
        Object value = row.get(field);
        keys.add(value == null ? null : field.type().comparable(value));
      } else {
        keys.add(
            entries(reads, row).stream()
                .filter(entry -> entry.field().equals(sort.field()))
                .map(Indexed.Entry::value)
                .min(Conditions::compareParts)
                .orElse(null));
      }
    }
    return new Position(keys, row.id());
  }

  long count(Reads reads, Query query) {
    Bound bound = bind(reads, query);
    if (bound.isEmpty()) {
      return 0;
    }
    Selection selection =
        new Selection(bound.where(), bound.words(), bound.sort(), null, CHUNK, query.isDeleted());
    if (bound.rest() == null) {
      return reads.count(type, selection, Long.MAX_VALUE);
    }
    long count = 0;
    Position next = null;
    do {
      Slice slice = reads.select(type, selection.from(next));
      count += slice.rows().stream().filter(bound.rest()).count();
      next = slice.next();
    } while (next != null);
    return count;
  }

  /**
   * Calls {@code each} with every row that meets the query, page by page; the limit does not count.
   */
  void forEach(Reads reads, Query query, java.util.function.Consumer<Stored<T>> each) {
    Query page = query.limit(CHUNK).scanning();
    Bound bound = bind(reads, page);
    Position next = null;
    do {
      Slice slice = bound.isEmpty() ? new Slice(List.of(), null) : select(reads, bound, next, page);
      slice.rows().forEach(row -> each.accept(reader.read(row)));
      next = slice.next();
    } while (next != null);
  }

  /** Returns the rows' condition for a storage: the caller's, the actor's scope, living parents. */
  Condition bind(Reads reads, Condition where, boolean isScanAllowed) {
    Binder binder = binder(reads);
    Condition bound = binder.bind(where);
    if (binder.hasUnindexed() && !isScanAllowed) {
      refuseScan(reads, where, List.of(), false);
    }
    if (Residual.of(bound).rest() != null) {
      throw new InvalidRequestException(
          "NOT_AGGREGATED", "contains and startsWith cannot be a condition here");
    }
    return visible(reads, bound, false).and(bound);
  }

  Binder binder(Reads reads) {
    return new Binder(
        engine.schema(), type, actor, of -> engine.customFields().of(organization, reads, of));
  }

  private Bound bind(Reads reads, Query query) {
    Binder binder = binder(reads);
    Condition where = binder.bind(query.where());
    List<Sort> sort = binder.bind(query.sort());
    List<String> words = List.of();
    String search = query.search();
    if (search != null) {
      words = words(search);
      if (words.isEmpty()) {
        return new Bound(where, null, words, sort, true);
      }
    }
    if (binder.hasUnindexed() && !query.isScanAllowed()) {
      refuseScan(reads, query.where(), words, query.isDeleted());
    }
    Residual residual = Residual.of(where);
    Predicate<Row> rest = rest(reads, residual.rest(), words);
    Condition visible = visible(reads, where, query.isDeleted());
    return new Bound(visible.and(residual.stored()), rest, words, sort, false);
  }

  private @Nullable Predicate<Row> rest(
      Reads reads, @Nullable Condition condition, List<String> words) {
    Predicate<Row> rest = null;
    if (condition != null) {
      Conditions conditions = conditions(reads);
      rest = row -> conditions.matches(condition, row);
    }
    if (!words.isEmpty() && type.fields().stream().anyMatch(this::isSearchableButWithheld)) {
      Predicate<Row> inVisible = row -> isFound(row, words);
      rest = rest == null ? inVisible : rest.and(inVisible);
    }
    return rest;
  }

  /** Judges conditions on rows that were read, reading referred rows where they ask for them. */
  Conditions conditions(Reads reads) {
    return References.conditions(engine.schema(), type, reads, row -> entries(reads, row));
  }

  private List<Indexed.Entry> entries(Reads reads, Row row) {
    Map<String, CustomField> defined = engine.customFields().of(organization, reads, type);
    return Indexing.of(type, row, CustomFields.entries(defined, row.custom())).entries();
  }

  private boolean isSearchableButWithheld(Field field) {
    return field.isSearchable() && FieldRights.isWithheld(actor, type, field);
  }

  private boolean isFound(Row row, List<String> words) {
    SortedSet<String> visible = new TreeSet<>();
    for (Field field : type.fields()) {
      Object value = row.values()[field.index()];
      if (value != null && field.isSearchable() && !isSearchableButWithheld(field)) {
        List<?> texts = value instanceof List<?> list ? list : List.of(value);
        texts.forEach(text -> SearchText.addWords(String.valueOf(text), visible));
      }
    }
    return words.stream()
        .allMatch(
            word -> {
              SortedSet<String> from = visible.tailSet(word);
              return !from.isEmpty() && from.first().startsWith(word);
            });
  }

  /** Returns the words that are no beginnings of others, which would find the same rows. */
  private static List<String> words(String search) {
    SortedSet<String> words = SearchText.words(search);
    List<String> wanted = new ArrayList<>();
    for (String word : words) {
      if (words.stream().noneMatch(other -> !other.equals(word) && other.startsWith(word))) {
        wanted.add(word);
      }
    }
    return wanted;
  }

  /** Returns which rows are in reach; all of those that hang on one record that may be read. */
  private Condition visible(Reads reads, Condition where, boolean isDeleted) {
    if (actor == null) {
      return engine.scopes().withParent(type, Condition.always());
    }
    Condition visible = engine.scopes().visible(actor, type, "read");
    Field link = type.attachment();
    Object record = isDeleted ? null : Attachments.common(link, where).orElse(null);
    boolean isAttached =
        link != null
            && record != null
            && !visible.equals(Condition.always())
            && Attachments.of(engine, actor, organization, reads).isReadable(link, record);
    return isAttached ? engine.scopes().withParent(type, Condition.always()) : visible;
  }

  private void refuseScan(Reads reads, Condition where, List<String> words, boolean isDeleted) {
    List<Condition> parts = where instanceof Condition.All all ? all.conditions() : List.of(where);
    List<Condition> indexed = new ArrayList<>();
    for (Condition part : parts) {
      Binder binder = binder(reads);
      Condition bound = binder.bind(part);
      if (!binder.hasUnindexed()) {
        indexed.add(bound);
      }
    }
    Selection selection =
        new Selection(
            new Condition.All(indexed),
            words,
            List.of(new Sort("createdAt", true)),
            null,
            1,
            isDeleted);
    if (reads.count(type, selection, SCAN_LIMIT + 1) > SCAN_LIMIT) {
      throw new InvalidRequestException(
          "INDEX_NEEDED",
          "a filter or order without an index would walk more than "
              + SCAN_LIMIT
              + " rows: add a condition on an indexed field, or allow a scan");
    }
  }

  private String identity(Query query) {
    String self = actor == null ? "" : actor.by().kind() + ":" + actor.by().id();
    return String.join(
        "\n",
        organization.toString(),
        self,
        type.name(),
        query.where().toString(),
        String.valueOf(query.search()),
        query.sort().toString(),
        String.valueOf(query.isDeleted()));
  }
}
