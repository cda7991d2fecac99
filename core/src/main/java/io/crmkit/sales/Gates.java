package io.crmkit.sales;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Money;
import io.crmkit.record.RecordRules.Faults;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names what an opportunity lacks to enter a stage. */
final class Gates {
  private static final Declaration<Opportunity> OPPORTUNITY = Declaration.of(Opportunity.class);

  private Gates() {}

  static void check(Opportunity value, int meddicScore, Stage stage, Faults faults) {
    @Nullable Object[] values = OPPORTUNITY.values(value);
    for (String path : stage.gate().requiredFields()) {
      Field field = OPPORTUNITY.find(path).orElse(null);
      if (field != null && !field.isEnvelope() && isMissing(values[field.index()])) {
        faults.add(path, "REQUIRED_BY_STAGE", "is needed to enter " + stage.name());
      }
    }
    int minimum = stage.gate().minimumMeddic();
    if (meddicScore < minimum) {
      faults.add(
          "meddic.score",
          "REQUIRED_BY_STAGE",
          "is " + meddicScore + ", and " + stage.name() + " asks for " + minimum);
    }
  }

  private static boolean isMissing(@Nullable Object value) {
    return value == null
        || value.equals(List.of())
        || (value instanceof Money amount && amount.isZero());
  }
}
