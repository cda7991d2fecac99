package io.crmkit;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.file.FileConfig;
import io.crmkit.file.LocalFileStore;
import io.crmkit.file.NewFile;
import io.crmkit.http.webhook.AddressGuard;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobRun;
import io.crmkit.record.Id;
import io.crmkit.record.RecordType;
import io.crmkit.record.Stored;
import io.crmkit.record.Unique;
import io.crmkit.sales.Account;
import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.storage.jdbc.PostgresServer;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A node that changes accounts, makes jobs, delivers webhooks and stores files until it is killed,
 * and prints what was acknowledged.
 */
final class KilledNode {
  private static final int UPDATES = 3;
  private static final int WRITERS = 2;

  /** What a job did, once. */
  @RecordType("effect")
  record Effect(@Unique @Size(max = 60) String job) {}

  private KilledNode() {}

  /** Makes a CRM as every node of the test has it. */
  static Crm crm(String database, Path files, Clock clock) {
    Storage storage =
        database.startsWith("jdbc:")
            ? PostgresServer.storage(database)
            : JdbcStorage.sqlite(Path.of(database));
    AddressGuard guard = AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8").build();
    return Crm.builder()
        .storage(storage)
        .clock(clock)
        .type(Effect.class)
        .files(FileConfig.builder().store(new LocalFileStore(files)).build())
        .webhooks(WebhookConfig.builder().guard(guard).callTimeout(Duration.ofSeconds(3)).build())
        .job(JobKind.builder("effect", KilledNode::run).grants(Grants.all()).build())
        .jobs(JobConfig.DEFAULT.lease(Duration.ofSeconds(2)))
        .build();
  }

  /** Begins: database, folder of files, organization. */
  public static void main(String... arguments) {
    Crm crm = crm(arguments[0], Path.of(arguments[1]), Clock.systemUTC());
    RecordSession session = session(crm, UUID.fromString(arguments[2]));
    crm.jobs().start();
    for (int i = 0; i < WRITERS; i++) {
      new Thread(() -> write(session)).start();
    }
    new Thread(() -> upload(crm, UUID.fromString(arguments[2]))).start();
  }

  static RecordSession session(Crm crm, UUID organization) {
    return crm.as(Actor.system(organization, "kill", Grants.all())).session();
  }

  /** Takes its time, and makes its effect unless an earlier attempt has. */
  private static void run(JobRun run) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextInt(20));
    try {
      run.session().records(Effect.class).create(new Effect(run.id().toString()));
    } catch (ConflictException e) {
      if (!e.code().equals("UNIQUE_VALUE")) {
        throw e;
      }
    }
  }

  private static void write(RecordSession session) {
    while (true) {
      Stored<Account> account =
          session.transact(
              joined -> {
                Id<?> job = JobRequest.of("effect").enqueue(joined.rules()).orElseThrow();
                return joined.records(Account.class).createPlain(Map.of("name", "job " + job));
              });
      say("job " + account.value().name().substring(4));
      for (int i = 0; i < UPDATES; i++) {
        account =
            session
                .records(Account.class)
                .updatePlain(account.id(), account.version(), Map.of("industry", "step " + i));
        say("account " + account.id() + " " + account.version());
        pause(20); // so that deliveries keep up
      }
    }
  }

  private static void upload(Crm crm, UUID organization) {
    while (true) {
      byte[] content = text(ThreadLocalRandom.current().nextInt(20_000, 400_000));
      String digest = sha256(content);
      try (InputStream slow = new Slow(content)) {
        Id<?> file =
            crm.as(Actor.system(organization, "kill", Grants.all()))
                .files()
                .store(NewFile.of("notes.txt").sha256(digest), slow)
                .fileId();
        say("file " + file + " " + digest);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static void pause(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] text(int length) {
    StringBuilder words = new StringBuilder();
    while (words.length() < length) {
      words.append(UUID.randomUUID()).append('\n');
    }
    return words.toString().getBytes(StandardCharsets.UTF_8);
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void say(String line) {
    synchronized (KilledNode.class) {
      System.out.println(line + " .");
      System.out.flush();
    }
  }

  /** Comes in parts, so that a kill finds it half way. */
  private static final class Slow extends ByteArrayInputStream {
    Slow(byte[] content) {
      super(content);
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      pause(2);
      return super.read(into, offset, Math.min(length, 8_192));
    }
  }
}
