package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Ref;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What people call the records that others refer to, as far as the actor may read them. */
final class ReferenceNames {
  private static final int REMEMBERED = 50_000;

  private final RecordSession session;
  private final Set<Ref> wanted = new LinkedHashSet<>();
  private final Map<Ref, String> known =
      new LinkedHashMap<>(1_000, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Ref, String> eldest) {
          return size() > REMEMBERED;
        }
      };

  ReferenceNames(RecordSession session) {
    this.session = session;
  }

  void want(Ref ref) {
    if (!known.containsKey(ref)) {
      wanted.add(ref);
    }
  }

  /** Looks up what is wanted, with one query for each type. */
  void fetch() {
    Map<String, List<Id<?>>> byType = new LinkedHashMap<>();
    for (Ref ref : wanted) {
      known.put(ref, "");
      byType.computeIfAbsent(ref.type(), key -> new ArrayList<>()).add(new Id<>(ref.id()));
    }
    wanted.clear();
    byType.forEach((name, ids) -> session.schema().find(name).ifPresent(type -> fetch(type, ids)));
  }

  private void fetch(Declaration<?> type, List<Id<?>> ids) {
    if (type.isPlatform()) {
      if (type.name().equals("user")) {
        ids.forEach(this::member);
      }
      return;
    }
    Field key = type.naturalKey();
    if (key == null || key.isEncrypted() || type.isHidden()) {
      return;
    }
    try {
      fetch(session.records(type.javaType()), key, ids);
    } catch (NotPermittedException | NotFoundException e) {
      return; // then the id alone tells the record
    }
  }

  private void member(Id<?> id) {
    String name = session.directory().memberKey(session.organizationId(), id.value());
    if (name != null) {
      known.put(Ref.to("user", id), name);
    }
  }

  private <T> void fetch(Records<T> records, Field key, List<Id<?>> ids) {
    records.forEach(
        Query.where(Condition.in("id", ids)).sort("id"),
        stored -> {
          Object value = records.type().values(stored.value())[key.index()];
          if (value != null) {
            known.put(Ref.to(records.type().name(), stored.id()), key.type().print(value));
          }
        });
  }

  /** Returns the name, or null if there is none that the actor may read. */
  @Nullable String of(Ref ref) {
    String name = known.get(ref);
    return name == null || name.isEmpty() ? null : name;
  }
}
