package io.crmkit.sales;

import io.crmkit.record.RecordRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The types of this package and their rules, as the root registers them.
 *
 * @since 0.1
 */
public final class SalesModule {
  private SalesModule() {}

  /** Returns the rules of each type; a type stands behind those that it points to. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Account.class, new AccountRules());
    types.put(Contact.class, new ContactRules());
    types.put(ContactAddress.class, new ContactAddressRules());
    types.put(Interaction.class, new InteractionRules());
    types.put(Pipeline.class, new PipelineRules());
    types.put(Stage.class, new StageRules());
    types.put(Opportunity.class, new OpportunityRules());
    types.put(Lead.class, new LeadRules());
    types.put(OpportunityContact.class, new RecordRules<OpportunityContact>() {});
    types.put(MeddicEvidence.class, new MeddicEvidenceRules());
    types.put(StageChange.class, new RecordRules<StageChange>() {});
    types.put(LineItem.class, new LineItemRules());
    types.put(WinLoss.class, new WinLossRules());
    types.put(AssignmentRule.class, new AssignmentRuleRules());
    return Collections.unmodifiableMap(types);
  }
}
