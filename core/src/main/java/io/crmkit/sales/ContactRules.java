package io.crmkit.sales;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.List;

/** Asks for something to know a contact by, assigns new ones, and counts their heat. */
final class ContactRules implements RecordRules<Contact> {
  @Override
  public void check(Change<Contact> change, RuleContext context, Faults faults) {
    Contact value = change.value();
    boolean isKnown =
        value.name() != null
            || value.email() != null
            || value.phone() != null
            || value.company() != null;
    if (!isKnown) {
      faults.add("name", "REQUIRED", "or one of email, phone and company is required");
    }
  }

  @Override
  public Contact beforeWrite(Change<Contact> change, RuleContext context) {
    Contact value = change.value();
    if (change.kind() == Kind.DELETE) {
      return value;
    }
    Stored<Contact> before = change.before();
    ContactBuilder next = value.toBuilder();
    if (before != null) {
      next.name(Names.following(before.value().name(), value.name()));
    }
    if (change.parts().contains("interaction") || "heat".equals(change.action())) {
      Heat heat = heat(change.id(), context);
      next.heatScore(heat.score()).leadHeat(heat.heat());
    }
    if (change.kind() == Kind.CREATE && change.parts().isEmpty()) {
      Id<?> assigned =
          Assignment.of("contact", Contact.class, change.id(), value.ownerId(), context);
      if (assigned != null) {
        next.ownerId(assigned);
      }
    }
    return next.build();
  }

  private static Heat heat(Id<Contact> id, RuleContext context) {
    Condition ofContact = Condition.eq("contactId", id);
    List<Aggregation.Group> sums =
        context.aggregate(Interaction.class, Aggregation.by().where(ofContact).sum("points"));
    Object sum = sums.isEmpty() ? null : sums.get(0).values().get(0);
    long score = sum instanceof Number number ? number.longValue() : 0;
    return Heat.of((int) Math.min(score, Integer.MAX_VALUE));
  }
}
