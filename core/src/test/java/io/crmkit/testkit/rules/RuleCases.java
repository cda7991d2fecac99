package io.crmkit.testkit.rules;

import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import io.crmkit.testkit.RuleCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every rule of every type, as cases to try at every door. */
public final class RuleCases {
  private RuleCases() {}

  /** Returns the rules that stand in classes of rules, in sets of unique fields and the like. */
  public static List<RuleCase> written() {
    List<RuleCase> all = new ArrayList<>();
    all.addAll(SalesCases.all());
    all.addAll(DealCases.all());
    all.addAll(OtherCases.all());
    all.addAll(UniqueCases.all());
    return all;
  }

  /** Returns the constraints that the declarations hold. */
  public static List<RuleCase> declared(Schema schema) {
    List<RuleCase> all = new ArrayList<>();
    for (String name : Bases.all().keySet()) {
      Declaration<?> type = schema.type(name);
      all.addAll(DeclaredCases.of(type));
    }
    return all;
  }

  /** Returns the smallest valid row of each type that callers write. */
  public static Map<String, Map<String, Object>> rows() {
    return Bases.all();
  }
}
