package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.Workspace;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** A CRM with files, a store that can be watched and broken, and a scanner that knows EICAR. */
final class FileWorld implements AutoCloseable {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");

  /** In parts, so that no scanner takes this class for what it describes. */
  static final String EICAR =
      "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE" + "!$H+H*";

  final SettableClock clock = new SettableClock(MONDAY);
  final WatchedStore store = new WatchedStore(clock);
  final WatchedScanner scanner = new WatchedScanner();
  final Crm crm;
  final UUID organization;

  private FileWorld(Storage storage, boolean isScanned, Consumer<FileConfig.Builder> settings) {
    FileConfig.Builder config =
        FileConfig.builder().store(store).policy(FilePolicy.builder().largest(100_000).build());
    if (isScanned) {
      config.scanner(scanner);
    }
    settings.accept(config);
    crm = Crm.builder().storage(storage).clock(clock).files(config.build()).build();
    organization = crm.createOrganization("Dakar Events");
  }

  static FileWorld of(Storage storage, Consumer<FileConfig.Builder> settings) {
    return new FileWorld(storage, false, settings);
  }

  static FileWorld scanned(Storage storage) {
    return new FileWorld(storage, true, config -> {});
  }

  Workspace system() {
    return crm.as(Actor.system(organization, "test", Grants.all()));
  }

  /** Returns a new member of this role, as it calls. */
  Workspace member(String role) {
    return as(newMember(role));
  }

  Workspace as(UUID user) {
    return crm.as(crm.members().actor(organization, user).orElseThrow());
  }

  UUID newMember(String role) {
    return crm.members()
        .addMember(
            system().session(),
            UUID.randomUUID() + "@acme.example",
            "Some One",
            List.of(role),
            null,
            null)
        .value()
        .userId()
        .value();
  }

  /** Stores a text as the system. */
  Id<FileObject> text(String name, String content) throws IOException {
    return system().files().store(NewFile.of(name), bytes(content)).fileId();
  }

  /** Returns the row as rules see it. */
  FileObject row(Id<FileObject> id) {
    return system().session().rows(FileObject.class, List.of(id)).get(0).value();
  }

  Stored<FileObject> shown(Id<FileObject> id) {
    return system().records(FileObject.class).get(id);
  }

  /** Runs what is due, and what comes of it. */
  void runJobs() {
    crm.jobs().runDue();
  }

  void pass(Duration time) {
    clock.advance(time);
    runJobs();
  }

  static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns a single byte, before which something happens. */
  static InputStream behind(Runnable work) {
    return new FilterInputStream(bytes("x")) {
      private boolean isDone;

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        if (!isDone) {
          isDone = true;
          work.run();
        }
        return super.read(to, offset, length);
      }
    };
  }

  static String content(OpenFile file) throws IOException {
    try (InputStream in = file.content().open(0, Long.MAX_VALUE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the code of a refusal; of wrong fields, that of the first. */
  static String code(Callable<?> call) {
    try {
      call.call();
    } catch (InvalidValueException e) {
      return e.errors().get(0).code();
    } catch (CrmException e) {
      return e.code();
    } catch (Exception e) {
      throw new AssertionError("no refusal", e);
    }
    return "none";
  }

  void assertStored(int count) {
    assertThat(store.keys()).hasSize(count);
  }

  @Override
  public void close() {
    crm.close();
  }
}
