package io.crmkit.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * What happens to a storage, one unit of work after the other. Plain data: whatever an act does
 * follows from its own seed and from what the storage holds by then, so that acts can be left out.
 *
 * @param steps the units
 */
record History(List<Step> steps) {
  /** Organizations among which the units are spread. */
  static final int ORGANIZATIONS = 3;

  /** What one act does. */
  enum Kind {
    INSERT,
    UPDATE,
    TRASH,
    REVIVE,
    DELETE,
    STALE,
    APPEND,
    ADD_NOTE,
    PUT_NOTE,
    FIND,
    SELECT,
    COUNT,
    AGGREGATE,
    HISTORY,
    NOTE
  }

  /**
   * One operation.
   *
   * @param kind what it does
   * @param seed what its details follow from
   */
  record Act(Kind kind, long seed) {
    @Override
    public String toString() {
      return kind + "#" + seed;
    }
  }

  /**
   * One unit of work, and reads behind it.
   *
   * @param organization whose it is
   * @param isRolledBack whether the work changes its mind at its end
   * @param acts what it does
   * @param reads what is asked once it is over, outside of a unit
   */
  record Step(int organization, boolean isRolledBack, List<Act> acts, List<Act> reads) {
    Step with(List<Act> otherActs, List<Act> otherReads) {
      return new Step(organization, isRolledBack, otherActs, otherReads);
    }

    @Override
    public String toString() {
      return "organization "
          + organization
          + (isRolledBack ? ", rolled back: " : ": ")
          + acts
          + ", then "
          + reads;
    }
  }

  /** Returns the history that follows from a seed. */
  static History of(long seed) {
    Random random = new Random(seed);
    List<Step> steps = new ArrayList<>();
    int length = 4 + random.nextInt(12);
    for (int i = 0; i < length; i++) {
      List<Act> acts = new ArrayList<>();
      for (int act = random.nextInt(8); act >= 0; act--) {
        boolean isWrite = random.nextInt(4) > 0;
        acts.add(new Act(isWrite ? write(random) : read(random), random.nextInt(1_000_000)));
      }
      List<Act> reads = new ArrayList<>();
      for (int act = random.nextInt(4); act >= 0; act--) {
        reads.add(new Act(read(random), random.nextInt(1_000_000)));
      }
      steps.add(new Step(random.nextInt(ORGANIZATIONS), random.nextInt(8) == 0, acts, reads));
    }
    return new History(steps);
  }

  private static Kind write(Random random) {
    int chance = random.nextInt(100);
    if (chance < 45) {
      return Kind.INSERT;
    }
    Kind[] others = {
      Kind.UPDATE,
      Kind.UPDATE,
      Kind.UPDATE,
      Kind.TRASH,
      Kind.TRASH,
      Kind.REVIVE,
      Kind.DELETE,
      Kind.APPEND,
      Kind.PUT_NOTE,
      Kind.ADD_NOTE
    };
    return chance < 47 ? Kind.STALE : others[random.nextInt(others.length)];
  }

  private static Kind read(Random random) {
    Kind[] kinds = {
      Kind.SELECT,
      Kind.SELECT,
      Kind.SELECT,
      Kind.COUNT,
      Kind.AGGREGATE,
      Kind.FIND,
      Kind.HISTORY,
      Kind.NOTE
    };
    return kinds[random.nextInt(kinds.length)];
  }

  /** Returns the histories in which one step or act less happens. */
  List<History> shorter() {
    List<History> shorter = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      shorter.add(new History(without(steps, i)));
    }
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      for (int act = 0; act < step.acts().size(); act++) {
        shorter.add(with(i, step.with(without(step.acts(), act), step.reads())));
      }
      for (int act = 0; act < step.reads().size(); act++) {
        shorter.add(with(i, step.with(step.acts(), without(step.reads(), act))));
      }
    }
    return shorter;
  }

  private History with(int index, Step step) {
    List<Step> changed = new ArrayList<>(steps);
    changed.set(index, step);
    return new History(changed);
  }

  private static <E> List<E> without(List<E> list, int index) {
    List<E> rest = new ArrayList<>(list);
    rest.remove(index);
    return rest;
  }

  @Override
  public String toString() {
    return steps.stream().map(Step::toString).collect(Collectors.joining("\n  ", "  ", ""));
  }
}
