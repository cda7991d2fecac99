package io.crmkit.sales;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.RecordRules.Change;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.EnumSet;
import java.util.Set;

/** Scores what is known by the letters of MEDDIC: 1 point where stated, 2 where proved. */
final class MeddicScore {
  private static final int MOST_POINTS = 2 * MeddicElement.values().length;

  private MeddicScore() {}

  /** Returns the points in percent, rounded down. */
  static int of(Meddic meddic, Set<MeddicElement> proved) {
    int points = 0;
    for (MeddicElement element : MeddicElement.values()) {
      points += proved.contains(element) ? 2 : isStated(meddic, element) ? 1 : 0;
    }
    return points * 100 / MOST_POINTS;
  }

  private static boolean isStated(Meddic meddic, MeddicElement element) {
    return switch (element) {
      case METRICS -> meddic.metrics() != null;
      case ECONOMIC_BUYER -> meddic.economicBuyerId() != null;
      case DECISION_CRITERIA -> meddic.decisionCriteria() != null;
      case DECISION_PROCESS -> meddic.decisionProcess() != null;
      case IDENTIFIED_PAIN -> meddic.identifiedPain() != null;
      case CHAMPION -> meddic.championId() != null;
    };
  }

  /** Returns the score of an opportunity; proofs are looked up only where something changed. */
  static int of(Change<Opportunity> change, RuleContext context) {
    Meddic meddic = change.value().meddic();
    Stored<Opportunity> before = change.before();
    if (before == null && change.parts().isEmpty()) {
      return of(meddic, Set.of()); // nothing can refer to what is just being made
    }
    boolean isSame =
        before != null
            && before.value().meddic().equals(meddic)
            && !change.parts().contains("meddic-evidence");
    if (isSame) {
      return meddic.score();
    }
    Set<MeddicElement> proved = EnumSet.noneOf(MeddicElement.class);
    Aggregation proofs =
        Aggregation.by("element").where(Condition.eq("opportunityId", change.id())).count();
    for (Aggregation.Group group : context.aggregate(MeddicEvidence.class, proofs)) {
      if (group.key().get("element") instanceof MeddicElement element) {
        proved.add(element);
      }
    }
    return of(meddic, proved);
  }
}
