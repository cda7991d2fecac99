package io.crmkit.server;

import static io.crmkit.server.Imports.assertCounts;
import static io.crmkit.server.Imports.count;
import static io.crmkit.server.Imports.ended;
import static io.crmkit.server.Imports.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import example.venue.Venue;
import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Stored;
import io.crmkit.server.TestServer.Reply;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.SettableClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Imports and their files when the server ends before they do. */
@Timeout(120)
final class ImportRestartTest {
  private static final String IMPORT = "/v1/venues/import";
  private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

  @TempDir private Path folder;

  private TestServer server(@Nullable Path files, RecordRules<Venue> rules) {
    ServerConfig config =
        ServerConfig.builder()
            .port(0)
            .rateLimit(0)
            .stopTimeout(Duration.ofSeconds(30))
            .importFolder(files)
            .build();
    return new TestServer(config, rules, JdbcStorage.sqlite(folder.resolve("crm.db")));
  }

  /** Has a server end in the midst of an import, with another one waiting. */
  private Reply interrupted(@Nullable Path files) throws Exception {
    Imports.Gate gate = new Imports.Gate("r500");
    TestServer stopping = server(files, gate);
    Reply accepted = send(stopping, IMPORT, Imports.venues("r", 1_200));
    send(stopping, IMPORT, Imports.venues("q", 3));
    gate.reached.await();
    CompletableFuture<Void> closing = CompletableFuture.runAsync(stopping.server::close);
    await().until(() -> stopping.server.isStopping());
    gate.open.countDown();
    closing.join();
    stopping.crm.close();
    return accepted;
  }

  @Test
  void start_runThatWasInterrupted_goesOnWhereItStood() throws Exception {
    Reply accepted = interrupted(folder.resolve("imports"));

    try (TestServer next = server(folder.resolve("imports"), new RecordRules<>() {})) {
      assertCounts(ended(next, accepted), 1_200, 1_200, 0, 0, 0);
      assertThat(count(next, "name.startsWith=r")).isEqualTo(1_200);
      await().until(() -> count(next, "name.startsWith=q") == 3);
    }
  }

  @Test
  void close_withoutAFolderOfItsOwn_failsWhatCannotGoOn() throws Exception {
    Reply accepted = interrupted(null);

    try (TestServer next = server(null, new RecordRules<>() {})) {
      Reply run = next.get(accepted.header("Location"));
      assertThat(run.body())
          .containsEntry("state", "FAILED")
          .containsEntry("failure", "FILE_LOST")
          .containsEntry("read", 500L);
      assertThat(next.get("/v1/imports?state=RUNNING").list("items")).isEmpty();
      assertThat(next.get(accepted.header("Location") + "/errors.csv").code())
          .isEqualTo("IMPORT_FILE_GONE");
      assertThat(next.post(accepted.header("Location") + "/undo", null).body())
          .containsEntry("deleted", 500L);
    }
  }

  @Test
  void start_longAfter_givesUpLostRunsAndOldFiles() throws Exception {
    SettableClock clock = new SettableClock(NOON);
    try (Crm crm =
        Crm.builder().storage(new MemoryStorage()).type(Venue.class).clock(clock).build()) {
      UUID organization = crm.createOrganization("Acme");
      RecordSession session = crm.as(Actor.system(organization, "test", Grants.all())).session();
      crm.members()
          .addMember(session, "a@acme.example", null, java.util.List.of("ADMIN"), null, null);
      UUID user = session.directory().findMembers(organization, "a@acme.example").get(0);
      Path own = Files.createDirectories(folder.resolve(organization.toString()));
      Path old = Files.writeString(own.resolve(UUID.randomUUID().toString()), "name\n");
      Path fresh = Files.writeString(own.resolve(UUID.randomUUID().toString()), "name\n");
      Stored<ImportRun> lost = begun(session, user);
      clock.advance(Duration.ofDays(2));
      Stored<ImportRun> elsewhere = begun(session, user);
      Files.setLastModifiedTime(old, FileTime.from(NOON.minus(Duration.ofDays(40))));
      Files.setLastModifiedTime(fresh, FileTime.from(NOON));

      ServerConfig config = ServerConfig.builder().port(0).importFolder(folder).build();
      try (CrmServer server = CrmServer.of(crm, config).start()) {
        await().until(() -> server.port() > 0 && !Files.exists(old));
      }

      assertThat(found(session, lost).failure()).isEqualTo(ImportRun.FILE_LOST);
      assertThat(found(session, elsewhere).state()).isEqualTo(ImportState.RUNNING);
      assertThat(fresh).exists();
    }
  }

  private static Stored<ImportRun> begun(RecordSession session, UUID user) {
    ImportRequest guessed = ImportRequest.of("venue");
    ImportRequest request =
        new ImportRequest(
            guessed.type(), null, guessed.mapping(), null, false, null, new Id<>(user));
    byte[] csv = "name,capacity\nA,1\n".getBytes(StandardCharsets.UTF_8);
    return new Importer(session).start(ImportSource.of(csv), request);
  }

  private static ImportRun found(RecordSession session, Stored<ImportRun> run) {
    return session.records(ImportRun.class).get(run.id()).value();
  }

  @Test
  void claim_ofAFile_isOnesAlone() throws Exception {
    UUID organization = UUID.randomUUID();
    Id<ImportRun> run = new Id<>(UUID.randomUUID());
    ImportFiles here = new ImportFiles(folder);
    ImportFiles there = new ImportFiles(folder);

    try (ImportFiles.Claim claim = here.claim(organization, run)) {
      assertThat(claim).isNotNull();
      assertThat(there.claim(organization, run)).isNull();
    }
    try (ImportFiles.Claim later = there.claim(organization, run)) {
      assertThat(later).isNotNull();
    }
  }
}
