package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.engine.EventFilter;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Event;
import io.crmkit.sales.Account;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.LogEntry;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import io.crmkit.testkit.TestCrm;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database server that goes away in the middle, and comes back. */
final class LostConnectionTest {
  private static final UUID ORGANIZATION = Rows.newId();
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String END_OTHERS =
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
          + " WHERE datname = current_database() AND pid <> pg_backend_pid()";

  @TempDir private Path folder;

  private static UUID write(JdbcStorage storage, Runnable inTheMiddle) {
    Indexed row = Rows.of(VENUE, "name", "Sorano");
    UUID id = row.row().id();
    return storage.transact(
        ORGANIZATION,
        unit -> {
          unit.insert(VENUE, List.of(row));
          inTheMiddle.run();
          unit.find(VENUE, id);
          unit.append(List.of(Rows.event(ORGANIZATION, "venue", id, 1)));
          return id;
        });
  }

  private static UUID write(JdbcStorage storage) {
    return write(storage, () -> {});
  }

  private static List<UUID> inFeed(JdbcStorage storage) {
    return storage.feed(null, 0, 100).stream().map(LogEntry::recordId).toList();
  }

  @Test
  void transact_sessionsEndedByTheServer_isUnavailableAndRecovers() {
    String url = PostgresServer.newDatabase();
    try (JdbcStorage storage = PostgresServer.storage(url)) {
      storage.open(Samples.SCHEMA);
      UUID before = write(storage);

      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> write(storage, () -> PostgresServer.run(url, END_OTHERS)))
          .satisfies(e -> assertThat(e.code()).isEqualTo("STORAGE_UNAVAILABLE"));

      UUID after = await().atMost(SOON).ignoreExceptions().until(() -> write(storage), id -> true);
      await() // each idle connection is found to be lost once
          .atMost(SOON)
          .ignoreException(UnavailableException.class)
          .until(() -> inFeed(storage).equals(List.of(before, after)));
      assertThat(ChainCheck.brokenLinks(url, "postgres", "postgres")).isEmpty();
    }
  }

  @Test
  void transact_serverStoppedAndStarted_isUnavailableAndRecovers() {
    try (RestartablePostgres server = new RestartablePostgres(folder);
        JdbcStorage storage = PostgresServer.storage(server.url())) {
      storage.open(Samples.SCHEMA);
      UUID before = write(storage);
      server.stop();

      assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> write(storage));
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> storage.read(ORGANIZATION).find(VENUE, before));
      assertThat(storage.isAvailable()).isFalse();
      server.start();

      UUID after = await().atMost(SOON).ignoreExceptions().until(() -> write(storage), id -> true);
      assertThat(storage.isAvailable()).isTrue();
      await().atMost(SOON).until(() -> inFeed(storage).equals(List.of(before, after)));
      assertThat(ChainCheck.brokenLinks(server.url(), "postgres", "postgres")).isEmpty();
    }
  }

  @Test
  void watch_serverStoppedAndStarted_hearsWhatComesAfterwards() {
    List<Event> heard = new CopyOnWriteArrayList<>();
    try (RestartablePostgres server = new RestartablePostgres(folder);
        TestCrm crm = new TestCrm(PostgresServer.storage(server.url()));
        var subscription = crm.session().watch(EventFilter.of("account"), heard::add)) {
      crm.session().records(Account.class).createPlain(Map.of("name", "Before"));
      await().atMost(SOON).until(() -> heard.size() == 1);
      List<Event> durably = new CopyOnWriteArrayList<>();
      crm.engine().events().subscribeDurably("test", durably::add);
      server.stop();
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(
              () -> crm.session().records(Account.class).createPlain(Map.of("name", "Between")));
      server.start();

      await()
          .atMost(SOON)
          .ignoreExceptions()
          .until(
              () -> crm.session().records(Account.class).createPlain(Map.of("name", "After")),
              stored -> true);

      await().atMost(SOON).until(() -> heard.size() == 2 && durably.size() == 1);
      assertThat(subscription.position()).isEqualTo(crm.engine().events().lastPosition());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_ANSWER"})
  void transact_cutAtCommitOnPostgres_saysThatTheOutcomeIsUnknown(CuttingProxy.Cut cut) {
    cutAtCommit(PostgresServer.newDatabase(), PostgresServer::storage, cut);
  }

  @ParameterizedTest
  @EnumSource(names = {"BEFORE_COMMIT", "BEFORE_ANSWER"})
  void transact_cutAtCommitOnMariaDb_saysThatTheOutcomeIsUnknown(CuttingProxy.Cut cut) {
    cutAtCommit(MariaDbServer.newDatabase(), MariaDbServer::storage, cut);
  }

  @Test
  void open_firstConnectionLost_recovers() {
    String url = PostgresServer.newDatabase();
    try (CuttingProxy proxy = new CuttingProxy(port(url));
        JdbcStorage storage = PostgresServer.storage(through(proxy, url))) {
      proxy.cutNext(CuttingProxy.Cut.BEFORE_COMMIT, "TRANSACTION ISOLATION"); // the first question
      await()
          .atMost(SOON)
          .ignoreException(UnavailableException.class)
          .until(
              () -> {
                storage.open(Samples.SCHEMA);
                return true;
              });
      assertThat(proxy.hasCut()).isTrue();

      UUID row = await().atMost(SOON).ignoreExceptions().until(() -> write(storage), id -> true);
      await().atMost(SOON).until(() -> inFeed(storage).equals(List.of(row)));
    }
  }

  private static int port(String url) {
    return URI.create(url.substring("jdbc:".length())).getPort();
  }

  private static String through(CuttingProxy proxy, String url) {
    return url.replace(":" + port(url) + "/", ":" + proxy.port() + "/");
  }

  private static void cutAtCommit(
      String url, Function<String, JdbcStorage> opener, CuttingProxy.Cut cut) {
    try (CuttingProxy proxy = new CuttingProxy(port(url));
        JdbcStorage storage = opener.apply(through(proxy, url))) {
      storage.open(Samples.SCHEMA);
      UUID before = write(storage);
      await().atMost(SOON).until(() -> inFeed(storage).size() == 1); // its commit is not cut
      UUID[] doubtful = new UUID[1];

      assertThatExceptionOfType(OutcomeUnknownException.class)
          .isThrownBy(
              () ->
                  storage.transact(
                      ORGANIZATION,
                      unit -> {
                        Indexed row = Rows.of(VENUE, "name", "Doubtful");
                        doubtful[0] = row.row().id();
                        unit.insert(VENUE, List.of(row));
                        LogEntry event = Rows.event(ORGANIZATION, "venue", doubtful[0], 1);
                        unit.append(List.of(event));
                        proxy.cutNext(cut);
                        return 1;
                      }))
          .withMessageContaining("unknown; read before trying again")
          .satisfies(e -> assertThat(e.code()).isEqualTo("OUTCOME_UNKNOWN"));

      UUID after = await().atMost(SOON).ignoreExceptions().until(() -> write(storage), id -> true);
      boolean isCommitted = cut == CuttingProxy.Cut.BEFORE_ANSWER;
      assertThat(storage.read(ORGANIZATION).find(VENUE, doubtful[0]).isPresent())
          .isEqualTo(isCommitted);
      List<UUID> all = isCommitted ? List.of(before, doubtful[0], after) : List.of(before, after);
      await().atMost(SOON).until(() -> inFeed(storage).equals(all));
    }
  }
}
