package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.crmkit.engine.RecordSession;
import io.crmkit.file.FileObject;
import io.crmkit.file.FileState;
import io.crmkit.http.webhook.DeliveryState;
import io.crmkit.http.webhook.WebhookDelivery;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.crmkit.job.Job;
import io.crmkit.job.JobState;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.storage.jdbc.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs, deliveries and uploads survive {@code kill -9} of a node, whatever it was doing. */
final class ServicesKillTest {
  private static final int OFTEN = 20;
  private static final int AT_LEAST = 200;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path folder;

  private final Set<String> said = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();

  /** The versions of each account in the order in which they came first. */
  private final Map<String, List<Long>> heard = new ConcurrentHashMap<>();

  private HttpServer receiver;

  @BeforeEach
  void listen() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/", this::receive);
    receiver.setExecutor(Executors.newCachedThreadPool());
    receiver.start();
  }

  @AfterEach
  void stopListening() {
    receiver.stop(0);
  }

  /** Takes in a delivery; some of them it takes in and says that it did not. */
  private void receive(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream body = exchange.getRequestBody()) {
      Map<?, ?> message =
          (Map<?, ?>) Json.read(new String(body.readAllBytes(), StandardCharsets.UTF_8));
      Map<?, ?> data = (Map<?, ?>) message.get("data");
      long version = ((Number) data.get("version")).longValue();
      List<Long> versions =
          heard.computeIfAbsent((String) data.get("recordId"), key -> new ArrayList<>());
      synchronized (versions) {
        if (!versions.contains(version)) {
          versions.add(version);
        }
      }
      exchange.sendResponseHeaders(calls.incrementAndGet() % 50 == 0 ? 503 : 204, -1);
    }
  }

  @Test
  void node_killedTwiceOnSqlite_losesNothing() throws Exception {
    killNodes(folder.resolve("crm.db").toString(), 2);
  }

  @Test
  @Tag("slow")
  void node_killedOftenOnSqlite_losesNothing() throws Exception {
    killNodes(folder.resolve("crm.db").toString(), OFTEN);
  }

  @Test
  void oneOfTwoNodes_killedTwiceOnPostgres_losesNothing() throws Exception {
    killNodes(PostgresServer.newDatabase(), 2);
  }

  @Test
  @Tag("slow")
  void oneOfTwoNodes_killedOftenOnPostgres_losesNothing() throws Exception {
    killNodes(PostgresServer.newDatabase(), OFTEN);
  }

  private void killNodes(String database, int kills) throws Exception {
    UUID organization;
    try (Crm crm = KilledNode.crm(database, folder.resolve("files"), Clock.systemUTC())) {
      organization = crm.createOrganization("Dakar Events");
      KilledNode.session(crm, organization)
          .records(WebhookEndpoint.class)
          .create(
              WebhookEndpoint.of(
                  "http://127.0.0.1:" + receiver.getAddress().getPort() + "/", "account"));
    }
    boolean isShared = database.startsWith("jdbc:");
    Node survivor = isShared ? new Node(database, organization) : null;
    for (int i = 0; i < kills; i++) {
      Node next = new Node(database, organization);
      next.awaitSaid(AT_LEAST);
      if (survivor == null) {
        next.kill();
      } else {
        survivor.kill();
        survivor = next;
      }
    }
    if (survivor != null) {
      survivor.kill();
    }
    verify(database, organization, kills + (isShared ? 1 : 0));
  }

  private void verify(String database, UUID organization, int kills) throws IOException {
    try (Crm crm = KilledNode.crm(database, folder.resolve("files"), Clock.systemUTC())) {
      RecordSession session = KilledNode.session(crm, organization);
      crm.jobs().start();
      await().atMost(LONGEST).until(() -> countOpen(crm) == 0);
      await().atMost(LONGEST).until(() -> isDelivered(session));
    }
    Clock later = Clock.offset(Clock.systemUTC(), Duration.ofDays(3));
    try (Crm crm = KilledNode.crm(database, folder.resolve("files"), later)) {
      RecordSession session = KilledNode.session(crm, organization);
      crm.jobs().runDue();
      int jobs = verifyJobs(session);
      int changes = verifyDeliveries(session);
      int files = verifyFiles(crm, session);
      System.out.printf(
          "nodes of %s killed %d times: %d jobs begun %d times, each effect once;"
              + " %d changes, %d calls, all delivered in order; %d files whole, 0 orphans%n",
          database.startsWith("jdbc:") ? "postgresql" : "sqlite",
          kills,
          jobs,
          attempts(crm),
          changes,
          calls.get(),
          files);
    }
  }

  private static long countOpen(Crm crm) {
    Condition open =
        Condition.all(
            Condition.eq("kind", "effect"),
            Condition.in("state", List.of(JobState.SCHEDULED, JobState.RUNNING, JobState.FAILED)));
    return crm.engine().platform().count(Job.class, open, 1_000);
  }

  private static int attempts(Crm crm) {
    int attempts = 0;
    String cursor = null;
    do {
      Query page = Query.where(Condition.eq("kind", "effect")).sort("id").limit(200).after(cursor);
      Page<Stored<Job>> jobs = crm.engine().platform().list(Job.class, page);
      attempts += jobs.items().stream().mapToInt(job -> job.value().attempts()).sum();
      cursor = jobs.nextCursor();
    } while (cursor != null);
    return attempts;
  }

  private boolean isDelivered(RecordSession session) {
    Condition open = Condition.in("state", List.of(DeliveryState.PENDING, DeliveryState.FAILED));
    long waiting = session.records(WebhookDelivery.class).count(Query.where(open));
    return waiting == 0 && heard.size() == session.records(Account.class).count(Query.ALL);
  }

  private Set<String> saidOf(String what) {
    return said.stream()
        .filter(line -> line.startsWith(what + " "))
        .map(line -> line.substring(what.length() + 1))
        .collect(Collectors.toSet());
  }

  private int verifyJobs(RecordSession session) {
    List<String> effects = new ArrayList<>();
    session
        .records(KilledNode.Effect.class)
        .forEach(Query.ALL, each -> effects.add(each.value().job()));

    assertThat(effects).doesNotHaveDuplicates().containsAll(saidOf("job"));
    assertThat(effects).hasSize((int) session.records(Account.class).count(Query.ALL));
    return effects.size();
  }

  private int verifyDeliveries(RecordSession session) {
    int changes = 0;
    Map<String, Long> last = new HashMap<>();
    session
        .records(Account.class)
        .forEach(Query.ALL, each -> last.put(each.id().toString(), each.version()));

    assertThat(heard.keySet()).isEqualTo(last.keySet());
    for (Map.Entry<String, Long> each : last.entrySet()) {
      List<Long> all = LongStream.rangeClosed(1, each.getValue()).boxed().toList();
      assertThat(heard.get(each.getKey())).as("of account " + each.getKey()).isEqualTo(all);
      changes += all.size();
    }
    for (String acknowledged : saidOf("account")) {
      String[] parts = acknowledged.split(" ", -1);
      assertThat(last.get(parts[0])).isGreaterThanOrEqualTo(Long.parseLong(parts[1]));
    }
    return changes;
  }

  private int verifyFiles(Crm crm, RecordSession session) throws IOException {
    Set<Id<FileObject>> whole = new HashSet<>();
    List<Stored<FileObject>> files = new ArrayList<>();
    session.records(FileObject.class).forEach(Query.ALL, files::add);
    for (Stored<FileObject> file : files) {
      assertThat(file.value().state()).isEqualTo(FileState.READY);
      try (InputStream content =
          crm.as(session.actor()).files().open(file.id()).content().open(0, Long.MAX_VALUE)) {
        assertThat(KilledNode.sha256(content.readAllBytes())).isEqualTo(file.value().sha256());
      }
      whole.add(file.id());
    }
    for (String acknowledged : saidOf("file")) {
      assertThat(whole).contains(Id.of(acknowledged.substring(0, 36)));
    }
    try (Stream<Path> kept = Files.walk(folder.resolve("files"))) {
      assertThat(kept.filter(Files::isRegularFile)).hasSize(whole.size());
    }
    return whole.size();
  }

  /** A process of its own. */
  private final class Node {
    private final Process process;
    private final Thread reader;
    private final AtomicInteger lines = new AtomicInteger();

    Node(String database, UUID organization) throws IOException {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty(
                      "surefire.test.class.path", System.getProperty("java.class.path")),
                  KilledNode.class.getName(),
                  database,
                  folder.resolve("files").toString(),
                  organization.toString())
              .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("node.log").toFile()))
              .start();
      reader = new Thread(this::read);
      reader.start();
    }

    private void read() {
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
          if (line.endsWith(" .")) { // a line may be cut short
            take(line.substring(0, line.length() - 2));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void take(String line) {
      said.add(line);
      lines.incrementAndGet();
    }

    void awaitSaid(int atLeast) {
      await().atMost(LONGEST).until(() -> lines.get() >= atLeast);
    }

    void kill() throws InterruptedException {
      process.toHandle().destroyForcibly(); // what it printed before stays readable
      process.waitFor();
      reader.join();
    }
  }
}
