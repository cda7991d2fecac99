package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.activity.TimelineService;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Ref;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.testkit.TestCrm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SalesOnSqliteTest {
  @TempDir private Path folder;

  @Test
  void sale_fromLeadToEnd_isAsInMemory() {
    try (TestCrm crm = new TestCrm(JdbcStorage.sqlite(folder.resolve("crm.db")))) {
      RecordSession session = crm.session();
      SalesDefaults.seed(session);
      Id<Lead> lead =
          session.records(Lead.class).createPlain(Map.of("company", "Baobab Hôtel")).id();
      session
          .records(Account.class)
          .createPlain(Map.of("name", "baobab hotel", "profile", Map.of("employees", 12)));

      LeadConverted converted =
          new LeadService(session).convert(lead, null, ConversionRequest.usual());
      Id<Opportunity> sale = converted.opportunityId();
      OpportunityService service = new OpportunityService(session);
      LineItem chairs =
          LineItem.builder().description("Chairs").unitPrice(xof(250)).opportunityId(sale).build();
      assertThat(service.replaceLines(sale, null, List.of(chairs, chairs)).value().amount())
          .isEqualTo(xof(500));
      service.close(sale, null, CloseRequest.won());

      assertThat(session.records(Opportunity.class).get(sale).value().progress().outcome())
          .isEqualTo(Outcome.WON);
      assertThat(session.records(Account.class).count(Query.ALL)).isEqualTo(1);
      assertThat(new TimelineService(session).of(Ref.to("opportunity", sale), null, 50).items())
          .isNotEmpty();
      assertThatExceptionOfType(ConflictException.class)
          .isThrownBy(
              () ->
                  session
                      .records(Opportunity.class)
                      .updatePlain(
                          sale,
                          null,
                          Map.of(
                              "stageId",
                              session
                                  .records(StageChange.class)
                                  .list(Query.ALL.sort("at", "id"))
                                  .items()
                                  .get(0)
                                  .value()
                                  .toStageId()
                                  .toString())));
    }
  }
}
