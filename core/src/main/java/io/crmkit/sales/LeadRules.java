package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets a lead make legal moves only, raises its status with its score, and assigns new ones. A move
 * is judged from what is stored to what will be, however many steps one transaction takes.
 */
final class LeadRules implements RecordRules<Lead> {
  private static final int MQL_SCORE = 50;
  private static final int SQL_SCORE = 75;

  @Override
  public void check(Change<Lead> change, RuleContext context, Faults faults) {
    Lead value = change.value();
    Stored<Lead> before = change.before();
    LeadStatus from = before == null ? null : before.value().status();
    LeadStatus to = value.status();
    boolean isConverted = value.conversion() != null;
    if (isConverted != (to == LeadStatus.CONVERTED)) {
      LeadStatus at = from == null ? LeadStatus.NEW : from;
      List<LeadStatus> legal =
          LeadMoves.from(at).stream().filter(each -> each != LeadStatus.CONVERTED).toList();
      throw LeadMoves.refused("a lead", at, to, legal, "; it is converted by convert only");
    }
    if (from != null && from != to && !LeadMoves.from(from).contains(to)) {
      throw LeadMoves.refused("a lead", from, to, LeadMoves.from(from), "");
    }
  }

  @Override
  public Lead beforeWrite(Change<Lead> change, RuleContext context) {
    Lead value = change.value();
    if (change.kind() == Kind.DELETE) {
      return value;
    }
    Stored<Lead> before = change.before();
    LeadBuilder next = value.toBuilder();
    if (before != null) {
      next.name(Names.following(before.value().name(), value.name()));
    }
    next.status(raised(value.status(), before == null ? 0 : before.value().score(), value.score()));
    if (change.kind() == Kind.CREATE && change.parts().isEmpty()) {
      Id<?> assigned = Assignment.of("lead", Lead.class, change.id(), value.ownerId(), context);
      if (assigned != null) {
        next.ownerId(assigned);
      }
    }
    if ("convert".equals(change.action())) {
      tell(change, context);
    }
    return next.build();
  }

  /** Returns the status once a score has risen; it never falls with a score. */
  private static LeadStatus raised(LeadStatus status, int before, int score) {
    boolean isEarly = status == LeadStatus.NEW || status == LeadStatus.CONTACTED;
    if (before < SQL_SCORE && score >= SQL_SCORE && (isEarly || status == LeadStatus.MQL)) {
      return LeadStatus.SQL;
    }
    return before < MQL_SCORE && score >= MQL_SCORE && isEarly ? LeadStatus.MQL : status;
  }

  private static void tell(Change<Lead> change, RuleContext context) {
    Conversion conversion = change.value().conversion();
    if (conversion != null) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("accountId", conversion.accountId().toString());
      facts.put("contactId", text(conversion.contactId()));
      facts.put("opportunityId", text(conversion.opportunityId()));
      context.emit("lead.converted", "lead", change.id(), facts);
    }
  }

  private static @Nullable String text(@Nullable Id<?> id) {
    return id == null ? null : id.toString();
  }
}
