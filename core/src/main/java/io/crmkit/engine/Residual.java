package io.crmkit.engine;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts a condition into what a storage judges and what is judged on the rows that it returns: the
 * comparisons that fold case and accents, which no two databases fold alike.
 *
 * @param stored what the storage judges
 * @param rest what is judged afterwards, or null if nothing is left
 */
record Residual(Condition stored, @Nullable Condition rest) {

  static Residual of(Condition condition) {
    if (!isFolded(condition)) {
      return new Residual(condition, null);
    }
    if (condition instanceof Condition.All all) {
      List<Condition> stored = new ArrayList<>();
      List<Condition> rest = new ArrayList<>();
      for (Condition part : all.conditions()) {
        Residual parted = of(part);
        stored.add(parted.stored());
        if (parted.rest() != null) {
          rest.add(parted.rest());
        }
      }
      return new Residual(new Condition.All(stored), new Condition.All(rest));
    }
    return new Residual(Condition.always(), condition);
  }

  private static boolean isFolded(Condition condition) {
    if (condition instanceof Condition.Compare compare) {
      return compare.op() == Op.CONTAINS || compare.op() == Op.STARTS_WITH;
    }
    if (condition instanceof Condition.All all) {
      return all.conditions().stream().anyMatch(Residual::isFolded);
    }
    if (condition instanceof Condition.Any any) {
      return any.conditions().stream().anyMatch(Residual::isFolded);
    }
    if (condition instanceof Condition.Not not) {
      return isFolded(not.condition());
    }
    return condition instanceof Condition.Has has && isFolded(has.condition());
  }
}
