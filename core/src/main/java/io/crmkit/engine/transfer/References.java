package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.ImportRow.Mention;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that cells name, many with one query, and remembers them. What a transaction
 * makes is known to its later rows, and forgotten if the transaction fails. Used by one thread.
 */
final class References {
  private static final int REMEMBERED = 50_000;

  /** More records of one name than anybody tells apart. */
  private static final int MOST = 100;

  private static final String ID = "id";

  private final RecordSession session;
  private final Declaration<?> own;
  private final Map<Key, List<Found>> known =
      new LinkedHashMap<>(1_000, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, List<Found>> eldest) {
          return size() > REMEMBERED;
        }
      };
  private final Map<Key, List<Found>> made = new HashMap<>();
  private final Set<String> namedBy = new HashSet<>();
  private boolean namesOwn;

  private record Key(String type, String by, Object value) {}

  private record Found(UUID id, @Nullable UUID scope) {}

  /** What a name stands for: a record, several that cannot be told apart, or none. */
  record Answer(@Nullable String value, boolean isAmbiguous) {}

  References(RecordSession session, Declaration<?> own) {
    this.session = session;
    this.own = own;
  }

  /** Looks up all that these rows mention and that is not known. */
  void prefetch(List<ImportRow> rows) {
    Map<Declaration<?>, Map<String, Map<Key, Object>>> wanted = new LinkedHashMap<>();
    for (ImportRow row : rows) {
      for (Mention mention : row.mentions) {
        for (Key key : keys(mention)) {
          Declaration<?> type = session.schema().type(key.type());
          if (!known.containsKey(key) && !type.isPlatform()) {
            wanted
                .computeIfAbsent(type, each -> new LinkedHashMap<>())
                .computeIfAbsent(key.by(), each -> new LinkedHashMap<>())
                .put(key, key.value());
          }
        }
      }
    }
    wanted.forEach(
        (type, byFields) -> byFields.forEach((by, keys) -> fetch(type, by, keys.keySet())));
  }

  private void fetch(Declaration<?> type, String by, Set<Key> keys) {
    List<Object> values = new ArrayList<>();
    keys.forEach(
        key -> {
          values.add(by.equals(ID) ? new Id<>((UUID) key.value()) : key.value());
          known.put(key, List.of());
        });
    try {
      fetch(session.records(type.javaType()), by, values);
    } catch (NotPermittedException | NotFoundException e) {
      keys.forEach(known::remove); // what may not be read is not there
    }
  }

  private <T> void fetch(Records<T> records, String by, List<Object> values) {
    Field field = records.type().field(by);
    records.forEach(
        Query.where(Condition.in(by, values)).sort("id"),
        stored -> {
          @Nullable Object[] all = records.type().values(stored.value());
          Object value = by.equals(ID) ? stored.id().value() : all[field.index()];
          if (value != null) {
            add(
                known,
                new Key(records.type().name(), by, value),
                stored.id().value(),
                all,
                records.type());
          }
        });
  }

  private static void add(
      Map<Key, List<Found>> to, Key key, UUID id, @Nullable Object[] values, Declaration<?> type) {
    List<Found> found = new ArrayList<>(to.getOrDefault(key, List.of()));
    if (found.size() < MOST && found.stream().noneMatch(each -> each.id().equals(id))) {
      found.add(new Found(id, scope(values, type)));
      to.put(key, found);
    }
  }

  /** Returns the parent of a record, or what else its names are told apart within. */
  private static @Nullable UUID scope(@Nullable Object[] values, Declaration<?> type) {
    Field scope = type.parent();
    if (scope == null) {
      for (List<Field> unique : type.uniques()) {
        for (Field field : unique) {
          boolean isScope = unique.size() > 1 && field.isReference() && !field.isList();
          scope = scope == null && isScope ? field : scope;
        }
      }
    }
    return scope != null && values[scope.index()] instanceof Id<?> id ? id.value() : null;
  }

  private List<Key> keys(Mention mention) {
    List<Key> keys = new ArrayList<>();
    mention.names().forEach(name -> add(keys, key(mention.slot(), name)));
    if (mention.id() != null) {
      add(keys, idKey(mention.slot(), mention.id()));
    }
    return keys;
  }

  private static void add(List<Key> keys, @Nullable Key key) {
    if (key != null) {
      keys.add(key);
    }
  }

  private @Nullable Key key(Slot slot, String name) {
    Key id = idKey(slot, name);
    if (id != null) {
      return id;
    }
    ReferenceKey by = Objects.requireNonNull(slot.key());
    Declaration<?> type = typeOf(slot, name);
    if (type == null) {
      return null;
    }
    Field field = type.equals(by.type()) && by.by() != null ? by.by() : naturalKey(slot, type);
    String text = slot.target().targets().size() == 1 ? name : withoutType(name);
    if (type.isPlatform()) {
      return type.name().equals("user") ? new Key("user", "member", text) : null;
    }
    Object value = field == null ? null : value(field, text);
    return value == null ? null : new Key(type.name(), Objects.requireNonNull(field).path(), value);
  }

  private static @Nullable Field naturalKey(Slot slot, Declaration<?> type) {
    boolean isById = ID.equals(slot.column().by());
    return isById ? null : type.naturalKey();
  }

  private @Nullable Declaration<?> typeOf(Slot slot, String name) {
    ReferenceKey by = Objects.requireNonNull(slot.key());
    Set<String> targets = slot.target().targets();
    if (targets.size() == 1) {
      return by.type() != null
          ? by.type()
          : session.schema().find(targets.iterator().next()).orElse(null);
    }
    int colon = name.indexOf(':');
    String type = colon < 0 ? "" : name.substring(0, colon);
    boolean isAllowed = targets.isEmpty() || targets.contains(type);
    return isAllowed ? session.schema().find(type).orElse(null) : null;
  }

  private static String withoutType(String name) {
    return name.substring(name.indexOf(':') + 1).strip();
  }

  private static @Nullable Object value(Field field, String text) {
    try {
      return field.type().normalize(field.type().parse(text));
    } catch (ValueFormatException e) {
      return null;
    }
  }

  private @Nullable Key idKey(Slot slot, String text) {
    Declaration<?> type = typeOf(slot, text);
    if (type == null) {
      return null;
    }
    int colon = text.indexOf(':');
    String id = colon > 0 && text.startsWith(type.name() + ":") ? text.substring(colon + 1) : text;
    UUID uuid = uuid(id.strip());
    return uuid == null ? null : new Key(type.name(), ID, uuid);
  }

  /** Returns the id that a text spells, or null; names, which are the rule, cost nothing. */
  private static @Nullable UUID uuid(String text) {
    if (text.length() != 36 || text.charAt(8) != '-' || text.charAt(13) != '-') {
      return null;
    }
    try {
      return Id.of(text).value();
    } catch (ValueFormatException e) {
      return null;
    }
  }

  /** Returns the plain form of the reference that a name stands for. */
  Answer find(Slot slot, String name, @Nullable UUID scope) {
    Key key = key(slot, name);
    return key == null ? new Answer(null, false) : find(slot, key, scope);
  }

  /** Returns the plain form of the reference with an id, if there is such a record. */
  Answer findId(Slot slot, String id) {
    Key key = idKey(slot, id);
    return key == null ? new Answer(null, false) : find(slot, key, null);
  }

  private Answer find(Slot slot, Key key, @Nullable UUID scope) {
    List<UUID> found = new ArrayList<>();
    if (session.schema().type(key.type()).isPlatform()) {
      found.addAll(platform(key));
    } else {
      for (Map<Key, List<Found>> source : List.of(made, known)) {
        for (Found each : source.getOrDefault(key, List.of())) {
          boolean isInScope = scope == null || each.scope() == null || each.scope().equals(scope);
          if (isInScope && !found.contains(each.id())) {
            found.add(each.id());
          }
        }
      }
    }
    if (found.size() != 1) {
      return new Answer(null, found.size() > 1);
    }
    ValueType<Object> element = slot.target().type().element();
    ValueType<Object> type = element == null ? slot.target().type() : element;
    String prefix = type.kind() == ValueType.Kind.REF ? key.type() + ":" : "";
    return new Answer(prefix + found.get(0), false);
  }

  private List<UUID> platform(Key key) {
    if (key.by().equals(ID)) {
      return List.of((UUID) key.value());
    }
    return known
        .computeIfAbsent(
            key,
            each ->
                session
                    .directory()
                    .findMembers(session.organizationId(), (String) key.value())
                    .stream()
                    .map(id -> new Found(id, null))
                    .toList())
        .stream()
        .map(Found::id)
        .toList();
  }

  /** Returns whether the slot refers to records of the type that is imported. */
  boolean isOwn(Slot slot) {
    return slot.target().targets().contains(own.name());
  }

  /** Knows a row's own record, if later rows may name it. */
  <T> void learnOwn(Declaration<T> type, Stored<T> stored) {
    if (namesOwn) {
      learn(type, stored);
    }
  }

  /** Knows a record that the current transaction made or changed. */
  <T> void learn(Declaration<T> type, Stored<T> stored) {
    @Nullable Object[] values = type.values(stored.value());
    for (Field field : type.fields()) {
      Object value = values[field.index()];
      if (value != null && isNamedBy(field)) {
        Key key = new Key(type.name(), field.path(), value);
        add(made, key, stored.id().value(), values, type);
      }
    }
    add(made, new Key(type.name(), ID, stored.id().value()), stored.id().value(), values, type);
  }

  private boolean isNamedBy(Field field) {
    return field.isNaturalKey() || field.isUnique() || namedBy.contains(field.path());
  }

  /** Notes by which fields cells name records, so that records just made are found by them. */
  void use(List<Slot> slots) {
    for (Slot slot : slots) {
      ReferenceKey key = slot.key();
      Field by = key == null ? null : key.by();
      if (by != null) {
        namedBy.add(by.path());
      }
      namesOwn |= key != null && (isOwn(slot) || slot.target().targets().isEmpty());
    }
  }

  /** Keeps what the transaction made, which is committed. */
  void committed() {
    made.forEach(
        (key, found) -> {
          List<Found> before = known.get(key);
          if (before != null) {
            List<Found> all = new ArrayList<>(before);
            found.stream().filter(each -> !all.contains(each)).forEach(all::add);
            known.put(key, all);
          }
        });
    made.clear();
  }

  /** Forgets what the transaction made, which is not committed. */
  void rolledBack() {
    made.clear();
  }
}
