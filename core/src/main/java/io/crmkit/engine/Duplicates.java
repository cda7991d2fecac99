package io.crmkit.engine;

import io.crmkit.record.Declaration;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Field;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueType;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows that count as one with a row that is written: by the rules that the type declares,
 * and by those of the organization, which may replace them. Thread-safe.
 */
final class Duplicates {
  /** More duplicates than a caller would look at. */
  private static final int MOST = 20;

  private static final int MOST_AHEAD = 1_000;

  private final @Nullable ReferenceData<Map<String, List<DuplicateRule>>> own;
  private final Map<String, List<Rule>> declared = new HashMap<>();

  /** One field of a rule. */
  record Match(Field field, DuplicateMatcher matcher) {
    /** Returns what alike values have in common, or null where there is nothing to compare. */
    @Nullable Object key(@Nullable Object value) {
      if (value == null || matcher == DuplicateMatcher.EXACT) {
        return value;
      }
      String key = Indexing.matchKey(field, value);
      return key.isEmpty() ? null : key;
    }

    boolean isFindable() {
      return matcher == DuplicateMatcher.EXACT
          ? field.isIndexed()
          : field.matcher() == DuplicateMatcher.NORMALIZED;
    }

    /** Returns what a storage finds alike rows by, or null where there is nothing to compare. */
    @Nullable Probe probe(@Nullable Object value) {
      Object key = key(value);
      if (key == null) {
        return null;
      }
      return matcher == DuplicateMatcher.EXACT
          ? new Probe(field, key)
          : new Probe(null, Indexing.matchWord(field, (String) key));
    }
  }

  /**
   * What a storage finds alike rows by.
   *
   * @param field the field that has the value, or null if the value is a word
   * @param value the value
   */
  record Probe(@Nullable Field field, Object value) {}

  /** A rule that can be applied. */
  record Rule(List<Match> matches, DuplicateAction action) {
    static Rule of(Declaration<?> type, DuplicateRule rule) {
      return new Rule(
          rule.matches().stream().map(text -> match(type, text)).toList(), rule.action());
    }

    private static Match match(Declaration<?> type, String text) {
      int colon = text.lastIndexOf(':');
      Field field = type.find(colon < 0 ? text : text.substring(0, colon)).orElse(null);
      if (field == null
          || field.isEnvelope()
          || field.isEncrypted()
          || field.isList()
          || (field.type().kind() != ValueType.Kind.TEXT && colon >= 0 && isNormalized(text))) {
        throw new IllegalArgumentException(text + " names no field of " + type + " to compare");
      }
      return new Match(
          field, isNormalized(text) ? DuplicateMatcher.NORMALIZED : DuplicateMatcher.EXACT);
    }

    private static boolean isNormalized(String text) {
      String matcher = text.substring(text.lastIndexOf(':') + 1).strip().toUpperCase(Locale.ROOT);
      if (matcher.equals("FUZZY")) {
        throw new IllegalArgumentException("FUZZY is not offered here");
      }
      return matcher.equals("NORMALIZED");
    }

    /** Returns the match by which a storage finds candidates, or null if there is none. */
    @Nullable Match lookup() {
      return matches.stream().filter(Match::isFindable).findFirst().orElse(null);
    }

    /** Returns what a storage finds candidates by, or null if the rule does not concern them. */
    @Nullable Probe probe(@Nullable Object[] values) {
      Match lookup = action == DuplicateAction.ALLOW ? null : lookup();
      return lookup == null ? null : lookup.probe(values[lookup.field().index()]);
    }

    boolean isAlike(@Nullable Object[] a, @Nullable Object[] b) {
      for (Match match : matches) {
        Object left = match.key(a[match.field().index()]);
        if (left == null || !left.equals(match.key(b[match.field().index()]))) {
          return false;
        }
      }
      return true;
    }

    boolean isConcerned(@Nullable Object[] values, @Nullable Object @Nullable [] before) {
      return before == null
          || matches.stream()
              .map(match -> match.field().index())
              .anyMatch(i -> !Objects.equals(values[i], before[i]));
    }
  }

  /** A value that a row of a type was looked for by. */
  record MatchKey(String type, Probe probe) {}

  /**
   * What was found.
   *
   * @param warned rows to warn of
   * @param blocking rows that forbid the write
   */
  record Found(Set<UUID> warned, Set<UUID> blocking) {
    static final Found NOTHING = new Found(Set.of(), Set.of());
  }

  Duplicates(Schema schema) {
    own =
        schema.find("duplicate-rule").isPresent() ? byType(schema.type(DuplicateRule.class)) : null;
    for (Declaration<?> type : schema.types()) {
      List<Rule> rules = new ArrayList<>();
      for (Field field : type.fields()) {
        DuplicateMatcher matcher = field.matcher();
        if (matcher != null) {
          rules.add(new Rule(List.of(new Match(field, matcher)), DuplicateAction.WARN));
        }
      }
      declared.put(type.name(), rules);
    }
  }

  /** Forgets what is kept of an organization, if this depends on the changed row. */
  void forget(Declaration<?> changed, UUID organization) {
    if (own != null) {
      own.forget(changed, organization);
    }
  }

  private Collection<Rule> rules(UUID organization, Declaration<?> type, Reads reads) {
    List<Rule> brought = declared.getOrDefault(type.name(), List.of());
    if (own == null || type.isPlatform()) {
      return brought;
    }
    List<DuplicateRule> added = own.of(organization, reads).getOrDefault(type.name(), List.of());
    if (added.isEmpty()) {
      return brought;
    }
    Map<Object, Rule> byMatches = new LinkedHashMap<>();
    brought.forEach(rule -> byMatches.put(rule.matches(), rule));
    for (DuplicateRule rule : added) {
      Rule read = Rule.of(type, rule);
      byMatches.put(read.matches(), read);
    }
    return byMatches.values();
  }

  private static ReferenceData<Map<String, List<DuplicateRule>>> byType(
      Declaration<DuplicateRule> declared) {
    return new ReferenceData<>(
        declared,
        rows ->
            rows.stream()
                .map(row -> declared.value(row.values()))
                .filter(DuplicateRule::isActive)
                .collect(Collectors.groupingBy(DuplicateRule::targetType)));
  }

  /**
   * Returns the living rows that count as one with these values, but for the row itself.
   *
   * @param before the values before the change; null for a row that is made or revived
   * @param reads rows that are written
   * @param unit rows that this unit works on
   */
  Found find(
      UUID organization,
      Work<?> work,
      @Nullable Object @Nullable [] before,
      Reads reads,
      WorkSet unit) {
    Declaration<?> type = work.type;
    List<Rule> concerned = new ArrayList<>();
    Set<Probe> probes = new LinkedHashSet<>();
    Set<Work<?>> known = new LinkedHashSet<>();
    for (Rule rule : rules(organization, type, reads)) {
      Probe probe = rule.isConcerned(work.values, before) ? rule.probe(work.values) : null;
      if (probe != null) {
        concerned.add(rule);
        Set<Work<?>> same =
            unit.matched()
                .computeIfAbsent(new MatchKey(type.name(), probe), key -> new LinkedHashSet<>());
        known.addAll(same);
        same.add(work);
        if (!unit.isUnmatched(type, probe)) {
          probes.add(probe);
        }
      }
    }
    if (concerned.isEmpty() || (probes.isEmpty() && known.isEmpty())) {
      return Found.NOTHING;
    }
    Set<UUID> warned = new LinkedHashSet<>();
    Set<UUID> blocking = new LinkedHashSet<>();
    Map<UUID, @Nullable Object[]> candidates = new LinkedHashMap<>();
    List<UUID> ids = probe(reads, type, probes, MOST);
    if (!ids.isEmpty()) {
      reads.findAll(type, ids).forEach(row -> candidates.put(row.id(), row.values()));
    }
    for (Work<?> other : unit.of(type, ids)) {
      candidates.remove(other.id);
      known.add(other);
    }
    for (Work<?> other : known) {
      if (!other.isGone()) {
        candidates.put(other.id, other.values);
      }
    }
    candidates.forEach(
        (id, values) -> {
          for (Rule rule : concerned) {
            if (rule.isAlike(values, work.values)) {
              (rule.action() == DuplicateAction.BLOCK ? blocking : warned).add(id);
            }
          }
        });
    warned.remove(work.id);
    blocking.remove(work.id);
    return new Found(warned, blocking);
  }

  private static List<UUID> probe(
      Reads reads, Declaration<?> type, Collection<Probe> probes, int most) {
    if (probes.isEmpty()) {
      return List.of();
    }
    Map<Field, Set<Object>> values = new LinkedHashMap<>();
    Set<String> words = new LinkedHashSet<>();
    for (Probe probe : probes) {
      Field field = probe.field();
      if (field == null) {
        words.add((String) probe.value());
      } else {
        values.computeIfAbsent(field, key -> new LinkedHashSet<>()).add(probe.value());
      }
    }
    return reads.probe(type, values, words, most);
  }

  /**
   * Returns what many rows would be looked for by and nothing stored matches: for that none of them
   * needs to ask by itself.
   */
  Set<Probe> unmatched(
      UUID organization, Declaration<?> type, List<@Nullable Object[]> rows, Reads reads) {
    Set<Probe> probes = new LinkedHashSet<>();
    for (Rule rule : rules(organization, type, reads)) {
      for (@Nullable Object[] values : rows) {
        Probe probe = rule.probe(values);
        if (probe != null) {
          probes.add(probe);
        }
      }
    }
    List<UUID> ids = probe(reads, type, probes, MOST_AHEAD);
    if (ids.size() == MOST_AHEAD) {
      return Set.of();
    }
    for (Row row : ids.isEmpty() ? List.<Row>of() : reads.findAll(type, ids)) {
      for (Rule rule : rules(organization, type, reads)) {
        Probe probe = rule.probe(row.values());
        if (probe != null) {
          probes.remove(probe);
        }
      }
    }
    return probes;
  }
}
