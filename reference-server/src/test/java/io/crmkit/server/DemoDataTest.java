package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.engine.RecordSession;
import io.crmkit.identity.Device;
import io.crmkit.identity.Login;
import io.crmkit.record.Query;
import io.crmkit.sales.Account;
import io.crmkit.sales.Opportunity;
import io.crmkit.storage.memory.MemoryStorage;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DemoDataTest {
  private static RecordSession session(Crm crm, String email) {
    Device device = new Device("127.0.0.1", "test", null);
    Login login = crm.logins().login(email, DemoData.PASSWORD, null, device);
    Actor actor = crm.logins().authenticate(login.accessToken(), Map.of());
    return crm.as(actor).session();
  }

  @Test
  void load_seller_seesAPipelineOfItsOwn() {
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).build()) {
      DemoData.load(crm);
      RecordSession seller = session(crm, DemoData.SALES);
      RecordSession admin = session(crm, DemoData.ADMIN);

      var own = seller.records(Opportunity.class).list(Query.ALL).items();

      assertThat(own).hasSize(5);
      assertThat(own.stream().map(each -> each.value().stageId()).distinct()).hasSize(5);
      assertThat(own)
          .allSatisfy(
              each ->
                  assertThat(seller.records(Account.class).get(each.value().accountId()).id())
                      .isNotNull());
      assertThat(admin.records(Opportunity.class).list(Query.ALL).items()).hasSize(7);
    }
  }
}
