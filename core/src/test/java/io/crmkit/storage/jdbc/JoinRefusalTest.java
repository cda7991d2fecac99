package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.record.Query;
import io.crmkit.sales.Account;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.TestCrm;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no transaction of the host to join. */
final class JoinRefusalTest {
  @TempDir private Path folder;

  private void refuses(Storage storage, String reason) throws Exception {
    try (TestCrm crm = new TestCrm(storage);
        Connection host = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      host.setAutoCommit(false);

      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  crm.session()
                      .join(
                          host,
                          joined -> joined.records(Account.class).createPlain(Map.of("name", "A"))))
          .withMessageContaining(reason);
      assertThat(crm.session().records(Account.class).count(Query.ALL)).isZero();
    }
  }

  @Test
  void join_recordsInMemory_isRefused() throws Exception {
    refuses(new MemoryStorage(), "cannot join");
  }

  @Test
  void join_recordsInSqliteFile_isRefused() throws Exception {
    refuses(JdbcStorage.sqlite(folder.resolve("crm.db")), "one connection of its own");
  }

  @Test
  void join_withinTransaction_isRefused() throws Exception {
    try (TestCrm crm = new TestCrm();
        Connection host = DriverManager.getConnection("jdbc:sqlite::memory:")) {
      assertThatIllegalStateException()
          .isThrownBy(
              () -> crm.session().transact(joined -> joined.join(host, inner -> inner.today())))
          .withMessageContaining("must not open another");
    }
  }
}
