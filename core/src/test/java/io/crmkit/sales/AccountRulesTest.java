package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.TestCrm;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class AccountRulesTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Account> accounts = session.records(Account.class);

  @AfterEach
  void end() {
    crm.close();
  }

  private Id<Account> below(Id<Account> parent) {
    return accounts.create(Account.builder().name("Baobab").parentId(parent).build()).id();
  }

  @ParameterizedTest
  @EnumSource(Doors.class)
  void parent_belowItself_isRefused(Doors door) {
    Id<Account> top = below(null);
    Id<Account> bottom = below(below(top));

    for (Id<Account> wrong : java.util.List.of(top, bottom)) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(
              () -> door.change(session, Account.class, top, Map.of("parentId", wrong.toString())))
          .satisfies(e -> assertThat(e.errors().get(0).code()).isEqualTo("CYCLE"));
    }
  }

  @Test
  void parent_tooDeep_isRefused() {
    Id<Account> last = below(null);
    for (int level = 2; level <= AccountRules.MOST_LEVELS; level++) {
      last = below(last);
    }
    Id<Account> deepest = last;

    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> below(deepest));
  }

  @Test
  void name_otherwiseWritten_warns() {
    accounts.createPlain(Map.of("name", "Hôtel Baobab"));

    assertThat(accounts.createPlain(Map.of("name", "HOTEL  BAOBAB")).warnings()).hasSize(1);
  }
}
