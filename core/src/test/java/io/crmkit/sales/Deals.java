package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.opportunity;
import static io.crmkit.testkit.SalesFixtures.xof;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two pipelines, and opportunities that stand where a test wants them. */
final class Deals implements AutoCloseable {
  final TestCrm crm = new TestCrm();
  final RecordSession session = crm.session();
  final Records<Opportunity> opportunities = session.records(Opportunity.class);
  final OpportunityService service = new OpportunityService(session);
  final Map<String, Id<Stage>> stages = new HashMap<>();

  Deals() {
    stages.putAll(SalesFixtures.pipeline(session, "Sales"));
    SalesFixtures.pipeline(session, "Renewal")
        .forEach((name, id) -> stages.put("Renewal " + name, id));
  }

  @Override
  public void close() {
    crm.close();
  }

  /** Returns a new opportunity that stands in a stage. */
  Id<Opportunity> in(String stage) {
    Id<Opportunity> id = opportunities.create(opportunity("Baobab", xof(1_000))).id();
    switch (stage) {
      case "Won" -> service.close(id, null, CloseRequest.won());
      case "Lost" -> service.close(id, null, CloseRequest.lost(WinLossReason.PRICE));
      default -> service.move(id, null, stages.get(stage));
    }
    return id;
  }

  List<StageChange> history(Id<Opportunity> id) {
    return session
        .records(StageChange.class)
        .list(Query.where(Condition.eq("opportunityId", id)).sort("at", "id"))
        .items()
        .stream()
        .map(Stored::value)
        .toList();
  }

  List<WinLoss> winLoss(Id<Opportunity> id) {
    return session
        .records(WinLoss.class)
        .list(Query.where(Condition.eq("opportunityId", id)))
        .items()
        .stream()
        .map(Stored::value)
        .toList();
  }
}
