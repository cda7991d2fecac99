package io.crmkit.storage.memory;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Ref;
import io.crmkit.record.Schema;
import io.crmkit.record.Sort;
import io.crmkit.storage.Conditions;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Position;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Finds and orders the rows of one type at one moment, by looking at every row. */
final class Scan {
  private final Schema schema;
  private final State state;
  private final UUID organization;
  private final Declaration<?> type;
  private final Table table;
  private final Conditions conditions;

  Scan(Schema schema, State state, UUID organization, Declaration<?> type) {
    this.schema = schema;
    this.state = state;
    this.organization = organization;
    this.type = type;
    this.table = state.tenant(organization).table(type);
    this.conditions = new Conditions(type, this::has, this::entries);
  }

  /** Returns the selected rows of all pages, in no particular order. */
  List<Indexed> matching(Selection selection) {
    List<Indexed> matching = new ArrayList<>();
    for (Indexed each : table.rows()) {
      if (each.row().isDeleted() == selection.isDeleted()
          && selection.words().stream().allMatch(word -> hasPrefix(each.words(), word))
          && conditions.matches(selection.where(), each.row())) {
        matching.add(each);
      }
    }
    return matching;
  }

  Slice page(Selection selection) {
    List<Place> places = new ArrayList<>();
    Comparator<Position> order = order(selection.sort());
    Position after = selection.after();
    for (Indexed each : matching(selection)) {
      Position position = position(selection.sort(), each);
      if (after == null || order.compare(position, after) > 0) {
        places.add(new Place(position, each.row()));
      }
    }
    places.sort(Comparator.comparing(Place::position, order));
    int size = Math.min(places.size(), selection.limit());
    return new Slice(
        places.subList(0, size).stream().map(Place::row).toList(),
        size == places.size() || size == 0 ? null : places.get(size - 1).position());
  }

  private static boolean hasPrefix(SortedSet<String> words, String prefix) {
    return words.stream().anyMatch(word -> word.startsWith(prefix));
  }

  private List<Indexed.Entry> entries(Row row) {
    Indexed stored = table.find(row.id());
    return stored == null ? List.of() : stored.entries();
  }

  private boolean has(Object reference, Condition.Has has) {
    if (reference instanceof Ref ref) {
      return has(ref.type(), ref.id(), has.condition());
    }
    Set<String> targets = type.field(has.field()).targets();
    return reference instanceof Id<?> id
        && targets.stream().anyMatch(target -> has(target, id.value(), has.condition()));
  }

  private boolean has(String target, UUID id, Condition condition) {
    Declaration<?> other = schema.find(target).orElse(null);
    if (other == null) {
      return false;
    }
    UUID home = other.isPlatform() ? State.PLATFORM : organization;
    Scan scan = new Scan(schema, state, home, other);
    Indexed referred = scan.table.find(id);
    return referred != null
        && !referred.row().isDeleted()
        && scan.conditions.matches(condition, referred.row());
  }

  private Position position(List<Sort> sort, Indexed indexed) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (Sort key : sort) {
      keys.add(sortKey(key.field(), indexed));
    }
    return new Position(keys, indexed.row().id());
  }

  /** Returns what an order looks at: the field's value, or the least of the entries of a path. */
  private @Nullable Object sortKey(String path, Indexed indexed) {
    Field field = type.find(path).orElse(null);
    if (field != null && !field.isList()) {
      Object value = indexed.row().get(field);
      return value == null ? null : field.type().comparable(value);
    }
    return indexed.entries().stream()
        .filter(entry -> entry.field().equals(path))
        .map(Indexed.Entry::value)
        .min(Conditions::compareParts)
        .orElse(null);
  }

  private static Comparator<Position> order(List<Sort> sort) {
    return (a, b) -> {
      boolean isDescending = false;
      for (int i = 0; i < sort.size(); i++) {
        isDescending = sort.get(i).isDescending();
        int order = Conditions.compareParts(a.keys().get(i), b.keys().get(i));
        if (order != 0) {
          return isDescending ? -order : order;
        }
      }
      int order = Id.compare(a.id(), b.id());
      return isDescending ? -order : order;
    };
  }

  private record Place(Position position, Row row) {}
}
