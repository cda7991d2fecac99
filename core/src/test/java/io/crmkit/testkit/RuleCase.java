package io.crmkit.testkit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One rule of one type, as data: a valid row, a change to it, and what is to come of it by whatever
 * door. Texts such as {@code $account} stand for the ids of rows that the {@link RuleWorld} knows.
 * Immutable.
 *
 * @param type name of the record type
 * @param rule where the rule stands: a class of rules, or a kind of constraint
 * @param name what the rule asks for
 * @param base a row without a fault
 * @param change what is changed in it, null to clear
 * @param refusal what is refused, as {@link Tried} spells it; null where the change is accepted
 * @param derived what the row is to hold, by path
 * @param given makes the rows beside it
 * @param target returns the id of the row to change; null makes one of {@code base}
 * @param after looks at other rows once the change is accepted
 * @param kinds by which verbs it is tried: {@code create}, {@code update}
 * @param exceptions names of doors that are made to go around the rule
 */
public record RuleCase(
    String type,
    String rule,
    String name,
    Map<String, Object> base,
    Map<String, Object> change,
    @Nullable String refusal,
    Map<String, Object> derived,
    Consumer<RuleWorld> given,
    @Nullable Function<RuleWorld, String> target,
    BiConsumer<RuleWorld, Map<String, Object>> after,
    List<String> kinds,
    Set<String> exceptions) {

  /** Starts a case of a change that is accepted. */
  public static RuleCase of(String type, String rule, String name, Map<String, Object> base) {
    return new RuleCase(
        type,
        rule,
        name,
        base,
        Map.of(),
        null,
        Map.of(),
        world -> {},
        null,
        (world, row) -> {},
        List.of("create", "update"),
        Set.of());
  }

  /** Changes a field, given by its path; null clears it. */
  public RuleCase change(String path, @Nullable Object value) {
    return with(put(change, path, value), refusal, derived, given, target, after, kinds);
  }

  /** Has the change refused. */
  public RuleCase refused(String code, String field) {
    return with(change, code + " " + field, derived, given, target, after, kinds);
  }

  /** Has the change refused as a whole. */
  public RuleCase refused(String code) {
    return with(change, code, derived, given, target, after, kinds);
  }

  /** Has the row hold a value once it is written. */
  public RuleCase holds(String path, @Nullable Object value) {
    Map<String, Object> wanted = new LinkedHashMap<>(derived);
    wanted.put(path, value);
    return with(change, refusal, wanted, given, target, after, kinds);
  }

  /** Makes rows beside it first. */
  public RuleCase given(Consumer<RuleWorld> rows) {
    return with(change, refusal, derived, given.andThen(rows), target, after, kinds);
  }

  /** Changes a row that is there, rather than one made of the base; it is never created. */
  public RuleCase changing(Function<RuleWorld, String> row) {
    return with(change, refusal, derived, given, row, after, List.of("update"));
  }

  /** Looks at the rows beside it once it is written. */
  public RuleCase after(BiConsumer<RuleWorld, Map<String, Object>> check) {
    return with(change, refusal, derived, given, target, check, kinds);
  }

  /** Tries it with new rows only. */
  public RuleCase onCreate() {
    return with(change, refusal, derived, given, target, after, List.of("create"));
  }

  /** Tries it with rows that are there only. */
  public RuleCase onUpdate() {
    return with(change, refusal, derived, given, target, after, List.of("update"));
  }

  /** Leaves out a door that is made to go around the rule. */
  public RuleCase exceptBy(String door) {
    return with(change, refusal, derived, given, target, after, kinds, Set.of(door));
  }

  private RuleCase with(
      Map<String, Object> newChange,
      @Nullable String newRefusal,
      Map<String, Object> newDerived,
      Consumer<RuleWorld> newGiven,
      @Nullable Function<RuleWorld, String> newTarget,
      BiConsumer<RuleWorld, Map<String, Object>> newAfter,
      List<String> newKinds) {
    return with(
        newChange, newRefusal, newDerived, newGiven, newTarget, newAfter, newKinds, exceptions);
  }

  private RuleCase with(
      Map<String, Object> newChange,
      @Nullable String newRefusal,
      Map<String, Object> newDerived,
      Consumer<RuleWorld> newGiven,
      @Nullable Function<RuleWorld, String> newTarget,
      BiConsumer<RuleWorld, Map<String, Object>> newAfter,
      List<String> newKinds,
      Set<String> newExceptions) {
    return new RuleCase(
        type,
        rule,
        name,
        base,
        newChange,
        newRefusal,
        newDerived,
        newGiven,
        newTarget,
        newAfter,
        newKinds,
        newExceptions);
  }

  /** Returns the whole row after the change. */
  public Map<String, Object> row() {
    return merged(base, change);
  }

  /** Returns a copy of a row with the fields of a merge patch. */
  public static Map<String, Object> merged(Map<?, ?> row, Map<?, ?> patch) {
    Map<String, Object> merged = new LinkedHashMap<>();
    row.forEach((key, value) -> merged.put((String) key, value));
    patch.forEach(
        (key, value) ->
            merged.put(
                (String) key,
                value instanceof Map<?, ?> inner && merged.get(key) instanceof Map<?, ?> outer
                    ? merged(outer, inner)
                    : value));
    return merged;
  }

  /** Returns a copy of a row with one field set, by its path. */
  public static Map<String, Object> put(Map<?, ?> row, String path, @Nullable Object value) {
    List<String> names = new ArrayList<>(List.of(path.split("\\.", -1)));
    Object patch = value;
    for (int i = names.size() - 1; i >= 0; i--) {
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put(names.get(i), patch);
      patch = outer;
    }
    return merged(row, (Map<?, ?>) patch);
  }

  @Override
  public String toString() {
    return type + ": " + name;
  }
}
