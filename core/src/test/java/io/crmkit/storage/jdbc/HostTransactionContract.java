package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.Joined;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Event;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.storage.jdbc.JdbcStorage.SchemaMode;
import io.crmkit.testkit.TestCrm;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The host's connections, and units of work within the host's transactions. */
abstract class HostTransactionContract {
  private static final Duration SOON = Duration.ofSeconds(20);

  private HikariDataSource host;
  private TestCrm crm;

  /** Returns the address of a database that holds nothing. */
  abstract String newDatabase();

  abstract String user();

  abstract String password();

  @BeforeEach
  void open() throws SQLException {
    host = connections(newDatabase());
    crm =
        new TestCrm(
            JdbcStorage.builder().dataSource(host).schema(SchemaMode.CREATE_MISSING).build());
    try (Connection connection = host.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE invoice (number INT PRIMARY KEY)");
    }
  }

  @AfterEach
  void close() {
    crm.close();
    host.close();
  }

  private HikariDataSource connections(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user());
    config.setPassword(password());
    config.setMaximumPoolSize(6);
    return new HikariDataSource(config);
  }

  private Connection begun() throws SQLException {
    Connection connection = host.getConnection();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    return connection;
  }

  private static void invoice(Connection connection, int number) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO invoice VALUES (" + number + ")");
    }
  }

  private long count(String table) throws SQLException {
    try (Connection connection = host.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static Joined<Stored<Account>> account(
      RecordSession session, Connection connection, String name) {
    return session.join(
        connection, joined -> joined.records(Account.class).createPlain(Map.of("name", name)));
  }

  @Test
  void join_hostCommits_bothAreThereAndOnlyThenTheEvents() throws Exception {
    RecordSession session = crm.session();
    List<Event> heard = new CopyOnWriteArrayList<>();
    try (var subscription = session.watch(EventFilter.of("account"), heard::add);
        Connection connection = begun()) {
      invoice(connection, 1);
      Joined<Stored<Account>> joined = account(session, connection, "Joined");
      session.records(Account.class).createPlain(Map.of("name", "Beside"));
      await().atMost(SOON).until(() -> heard.size() == 1);
      assertThat(session.records(Account.class).count(Query.ALL)).isEqualTo(1);
      assertThat(session.records(Account.class).count(Query.ALL.search("joined"))).isZero();

      connection.commit();
      joined.committed();

      assertThat(session.records(Account.class).get(joined.result().id()))
          .isEqualTo(joined.result());
      assertThat(session.records(Account.class).count(Query.ALL.search("joined"))).isEqualTo(1);
      await().atMost(SOON).until(() -> heard.size() == 2);
      assertThat(heard.get(1).recordId()).isEqualTo(joined.result().id().value());
      assertThat(subscription.position()).isPositive();
      assertThat(count("invoice")).isEqualTo(1);
    }
  }

  @Test
  void join_hostForgetsToTell_eventsComeAllTheSame() throws Exception {
    List<Event> heard = new CopyOnWriteArrayList<>();
    try (var subscription = crm.session().watch(EventFilter.of("account"), heard::add);
        Connection connection = begun()) {
      account(crm.session(), connection, "Joined");

      connection.commit();

      await().atMost(SOON).until(() -> heard.size() == 1);
      assertThat(subscription.position()).isPositive();
    }
  }

  @Test
  void join_hostRollsBack_nothingIsLeft() throws Exception {
    long events = count("crmkit_event");
    try (Connection connection = begun()) {
      invoice(connection, 1);
      account(crm.session(), connection, "Joined");

      connection.rollback();
    }

    assertThat(count("account")).isZero();
    assertThat(count("crmkit_word")).isZero();
    assertThat(count("crmkit_event")).isEqualTo(events);
    assertThat(count("invoice")).isZero();
  }

  @Test
  void join_refused_leavesTheHostsTransactionAsItWas() throws Exception {
    RecordSession session = crm.session();
    try (Connection connection = begun()) {
      invoice(connection, 1);
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(
              () ->
                  session.join(
                      connection,
                      joined -> {
                        var accounts = joined.records(Account.class);
                        accounts.createPlain(Map.of("name", "First"));
                        accounts.count(Query.ALL); // writes it
                        return accounts.createPlain(Map.of("name", " "));
                      }));
      account(session, connection, "Second");
      connection.commit();
    }

    assertThat(count("invoice")).isEqualTo(1);
    assertThat(session.records(Account.class).list(Query.ALL).items())
        .extracting(stored -> stored.value().name())
        .containsExactly("Second");
  }

  @Test
  void join_twice_seesWhatTheFirstDid() throws Exception {
    RecordSession session = crm.session();
    try (Connection connection = begun()) {
      Stored<Account> made = account(session, connection, "Before").result();

      session.join(
          connection,
          joined ->
              joined
                  .records(Account.class)
                  .updatePlain(made.id(), made.version(), Map.of("name", "After")));
      connection.commit();

      Stored<Account> now = session.records(Account.class).get(made.id());
      assertThat(now.value().name()).isEqualTo("After");
      assertThat(now.version()).isEqualTo(2);
    }
  }

  @Test
  void join_connectionThatDoesNotFit_isRefused() throws Exception {
    RecordSession session = crm.session();
    try (Connection connection = host.getConnection()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account(session, connection, "A"))
          .withMessageContaining("auto-commit");
      connection.setAutoCommit(false);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> account(session, connection, "A"))
          .withMessageContaining("READ COMMITTED");
      connection.rollback();
    }
  }

  @Test
  void of_hostDataSource_isMigratedUsedAndLeftOpen() throws Exception {
    try (HikariDataSource ofTheHost = connections(newDatabase())) {
      UUID organization;
      try (Crm first = Crm.builder().storage(JdbcStorage.of(ofTheHost)).build()) {
        organization = first.createOrganization("Host");
        accounts(first, organization).createPlain(Map.of("name", "Kept"));
      }

      assertThat(ofTheHost.isClosed()).isFalse();
      assertThat(ofTheHost.getHikariPoolMXBean().getActiveConnections()).isZero();
      try (Connection connection = ofTheHost.getConnection()) {
        assertThat(connection.getAutoCommit()).isTrue();
      }
      try (Crm again = Crm.builder().storage(JdbcStorage.of(ofTheHost)).build()) {
        assertThat(accounts(again, organization).count(Query.ALL)).isEqualTo(1);
      }
    }
  }

  private static io.crmkit.engine.Records<Account> accounts(Crm crm, UUID organization) {
    return crm.as(Actor.system(organization, "test", Grants.all())).records(Account.class);
  }
}
