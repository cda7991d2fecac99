package io.crmkit.testkit;

import io.crmkit.record.Verb;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Tries one case at many doors. Used by one thread. */
public final class RuleTrial {
  private final RuleCase rule;
  private final List<? extends Door> doors;
  private final List<String> faults = new ArrayList<>();
  private final Set<String> tried = new HashSet<>();

  private RuleTrial(RuleCase rule, List<? extends Door> doors) {
    this.rule = rule;
    this.doors = doors;
  }

  /** Tries a case at these doors. */
  public static RuleTrial of(RuleCase rule, List<? extends Door> doors) {
    return new RuleTrial(rule, doors);
  }

  /**
   * Returns what differs from what the case says. A door that cannot say it, and a verb that the
   * type does not offer, are passed over.
   */
  public List<String> faults(Supplier<RuleWorld> worlds) {
    for (String kind : rule.kinds()) {
      RuleWorld world = prepared(worlds);
      boolean isOffered =
          world
              .type(rule.type())
              .verbs()
              .contains(kind.equals("create") ? Verb.CREATE : Verb.UPDATE);
      String row = isOffered && kind.equals("update") ? target(world) : null;
      for (Door door : isOffered ? doors : List.<Door>of()) {
        boolean isFree =
            rule.exceptions().contains(door.name())
                || (rule.rule().equals("managed") && door.managed() == Door.Managed.WRITTEN);
        Tried answer = isFree ? null : attempt(door, world, row);
        if (answer != null) {
          tried.add(door.name());
          judge(kind + " by " + door.name() + ": ", door, world, answer);
        }
        if (answer != null && answer.record() != null) { // what it wrote would be in the way
          world = prepared(worlds);
          row = row == null ? null : target(world);
        }
      }
    }
    if (tried.isEmpty()) {
      faults.add("no door tried it");
    }
    return faults;
  }

  /** Returns the names of the doors at which it was tried. */
  public Set<String> tried() {
    return tried;
  }

  private RuleWorld prepared(Supplier<RuleWorld> worlds) {
    RuleWorld world = worlds.get();
    if (rule.type().equals("membership")) {
      world.nameNewcomer();
    }
    rule.given().accept(world);
    return world;
  }

  private String target(RuleWorld world) {
    return rule.target() == null
        ? world.make("row", rule.type(), rule.base())
        : rule.target().apply(world);
  }

  private @Nullable Tried attempt(Door door, RuleWorld world, @Nullable String row) {
    String type = rule.type();
    if (row == null) {
      long before = world.count(type);
      Tried answer = door.create(world, type, world.resolved(rule.row()));
      boolean isRefused = answer != null && answer.record() == null;
      return isRefused && world.count(type) != before ? leftover() : answer;
    }
    Map<String, Object> before = world.read(type, row);
    Tried answer = door.update(world, type, row, world.resolved(rule.change()));
    boolean isRefused = answer != null && answer.record() == null;
    return isRefused && !world.read(type, row).equals(before) ? leftover() : answer;
  }

  private static Tried leftover() {
    return new Tried(null, List.of("refused, but something is left of it"));
  }

  private void judge(String where, Door door, RuleWorld world, Tried answer) {
    String wanted = rule.refusal();
    Map<String, Object> row = answer.record();
    if (wanted != null && row == null) {
      boolean isWanted =
          wanted.startsWith("* ")
              ? answer.refusals().stream().anyMatch(each -> each.endsWith(wanted.substring(1)))
              : door.refuses(wanted, answer.refusals());
      if (!isWanted) {
        faults.add(where + "wanted " + wanted + " but was refused with " + answer.refusals());
      }
    } else if (wanted != null) {
      if (!isIgnored(door, row)) {
        faults.add(where + "wanted " + wanted + " but was written as " + row);
      }
    } else if (row == null) {
      faults.add(where + "wanted it written but was refused with " + answer.refusals());
    } else {
      rule.derived().forEach((path, value) -> compare(where, path, world.resolved(value), row));
      try {
        rule.after().accept(world, row);
      } catch (AssertionError e) {
        faults.add(where + e.getMessage());
      }
    }
  }

  private void compare(String where, String path, @Nullable Object value, Map<String, Object> row) {
    Object found = RuleWorld.at(row, path);
    if (!Objects.equals(found, value)) {
      faults.add(where + "wanted " + path + " to be " + value + " but it is " + found);
    }
  }

  private boolean isIgnored(Door door, Map<String, Object> row) {
    if (!rule.rule().equals("managed") || door.managed() != Door.Managed.IGNORED) {
      return false;
    }
    String path = rule.refusal().substring("MANAGED_FIELD ".length());
    Object given = RuleWorld.at(rule.change(), path);
    return given.equals(List.of()) || !given.equals(RuleWorld.at(row, path));
  }
}
