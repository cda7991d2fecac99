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
    types.put(Account.class, new RecordRules<Account>() {});
    types.put(Contact.class, new RecordRules<Contact>() {});
    types.put(ContactAddress.class, new RecordRules<ContactAddress>() {});
    types.put(Interaction.class, new RecordRules<Interaction>() {});
    types.put(Pipeline.class, new RecordRules<Pipeline>() {});
    types.put(Stage.class, new RecordRules<Stage>() {});
    types.put(Opportunity.class, new RecordRules<Opportunity>() {});
    types.put(Lead.class, new RecordRules<Lead>() {});
    types.put(OpportunityContact.class, new RecordRules<OpportunityContact>() {});
    types.put(MeddicEvidence.class, new RecordRules<MeddicEvidence>() {});
    types.put(StageChange.class, new RecordRules<StageChange>() {});
    types.put(LineItem.class, new RecordRules<LineItem>() {});
    types.put(WinLoss.class, new RecordRules<WinLoss>() {});
    types.put(AssignmentRule.class, new RecordRules<AssignmentRule>() {});
    return Collections.unmodifiableMap(types);
  }
}
