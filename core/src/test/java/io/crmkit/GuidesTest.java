package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.cache.Cache;
import io.crmkit.cache.CacheConfig;
import io.crmkit.cache.CacheRule;
import io.crmkit.cache.Draft;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.engine.RecordSession;
import io.crmkit.file.FileConfig;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileService;
import io.crmkit.file.FileStore;
import io.crmkit.file.LocalFileStore;
import io.crmkit.file.NewFile;
import io.crmkit.file.OpenFile;
import io.crmkit.file.SealedFileStore;
import io.crmkit.file.UploadAddress;
import io.crmkit.file.WrittenFile;
import io.crmkit.http.Authorizer;
import io.crmkit.http.ProviderAnswer;
import io.crmkit.http.ProviderClient;
import io.crmkit.http.ProviderConfig;
import io.crmkit.http.ProviderRequest;
import io.crmkit.http.webhook.AddressGuard;
import io.crmkit.http.webhook.InboundRequest;
import io.crmkit.http.webhook.InboundSource;
import io.crmkit.http.webhook.StampedVerifier;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.crmkit.http.webhook.WebhookHandler;
import io.crmkit.http.webhook.WebhookService;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeProvider;
import io.crmkit.testkit.http.WebhookSignatures;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The samples of the README's guides: they stand there as they run here. */
final class GuidesTest {
  private static final Path SOURCE = Path.of("src/test/java/io/crmkit/GuidesTest.java");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jobs",
        "cache",
        "files",
        "file store",
        "provider",
        "webhook",
        "own webhook",
        "draft"
      })
  void sample_standsInTheReadme(String name) throws IOException {
    String source = Files.readString(SOURCE, StandardCharsets.UTF_8);
    int begin = source.indexOf("// README: " + name + "\n");
    String sample =
        source
            .substring(source.indexOf('\n', begin) + 1, source.indexOf("// README: end", begin))
            .stripIndent()
            .strip();

    assertThat(Files.readString(Path.of("../README.md"), StandardCharsets.UTF_8)).contains(sample);
  }

  private static RecordSession session(Crm crm) {
    UUID organization = crm.createOrganization("Dakar Events");
    return crm.as(Actor.system(organization, "guide", Grants.all())).session();
  }

  @Test
  void jobs() {
    List<Object> welcomed = new ArrayList<>();

    // README: jobs
    JobKind welcome = JobKind.of("welcome", run -> welcomed.add(run.payload().get("name")));
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).job(welcome).build()) {
      JobRequest request = JobRequest.of("welcome").payload(Map.of("name", "Awa"));
      session(crm).transact(joined -> request.enqueue(joined.rules()));
      crm.jobs().runDue(); // a service calls crm.jobs().start()
    }
    // README: end

    assertThat(welcomed).containsExactly("Awa");
  }

  @Test
  void cache() {
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).build()) {
      UUID organization = session(crm).organizationId();

      // README: cache
      CacheConfig<String> config =
          CacheConfig.<String>builder("titles")
              .life(Duration.ofMinutes(5))
              .rules(CacheRule.clearAll("product.updated"))
              .build();
      Cache<String> titles = crm.caches().open(config);
      titles.get(organization, "tent", (owner, key) -> Optional.of("read once, however many ask"));
      // README: end
    }
  }

  @Test
  void files() throws IOException {
    InputStream content = new ByteArrayInputStream(new byte[] {'a', 'b', 'c'});

    // README: files
    FileConfig config = FileConfig.builder().store(new LocalFileStore(folder)).build();
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).files(config).build()) {
      FileService files = crm.files().service(session(crm)); // or workspace.files()
      UploadAddress address = files.begin(NewFile.of("offer.txt").size(3));
      crm.files().receive(address.token(), 3, content); // who has the token needs no login
      OpenFile offer = files.open(address.fileId());
      content = offer.content().open(1, 2);
    }
    // README: end

    try (InputStream part = content) {
      assertThat(part.readAllBytes()).containsExactly('b', 'c');
    }
  }

  @Test
  void fileStore() throws IOException {
    LocalKeyRing keys = LocalKeyRing.parse(LocalKeyRing.generate());
    InputStream content = new ByteArrayInputStream(new byte[] {1, 2, 3});

    // README: file store
    FileStore files = new SealedFileStore(new LocalFileStore(folder), keys);
    FileKey key = FileKey.of(UUID.randomUUID(), UUID.randomUUID());
    WrittenFile written = files.write(key, content);
    InputStream part = files.open(key, 1, 2);
    // README: end

    try (part;
        files) {
      assertThat(written.size()).isEqualTo(3);
      assertThat(part.readAllBytes()).containsExactly(2, 3);
    }
  }

  @Test
  void provider() {
    Object paid;
    try (FakeProvider fake = new FakeProvider().answer(FakeAnswer.json(200, "{\"id\": \"p1\"}"))) {
      ProviderConfig.Builder acme = ProviderConfig.builder("acme", fake.url()).plainHttp(true);

      // README: provider
      ProviderConfig config = acme.retries(2).callTimeout(Duration.ofSeconds(20)).build();
      ProviderRequest payment =
          ProviderRequest.post("/payments")
              .idempotencyKey("Idempotency-Key", "order-1")
              .json(Map.of("amount", "5000"));
      try (ProviderClient client =
          ProviderClient.builder(config).authorizer(Authorizer.bearer("token")).build()) {
        ProviderAnswer answer = client.send(payment);
        paid = answer.object().get("id");
      }
      // README: end

      assertThat(paid).isEqualTo("p1");
    }
  }

  @Test
  void ownWebhook() {
    AddressGuard guard = AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8").build();
    try (FakeProvider customer = new FakeProvider();
        Crm crm =
            Crm.builder()
                .storage(new MemoryStorage())
                .webhooks(WebhookConfig.builder().guard(guard).build())
                .build()) {
      customer.otherwise(request -> FakeAnswer.status(204));
      String url = customer.url() + "/crm";
      Workspace workspace = crm.as(session(crm).actor());

      // README: own webhook
      WebhookService webhooks = workspace.webhooks();
      String secret = webhooks.create(WebhookEndpoint.of(url, "account.created")).secret();
      crm.jobs().runDue(); // a service calls crm.jobs().start()
      workspace.records(Account.class).createPlain(Map.of("name", "Teranga SA"));
      // README: end

      assertThat(secret).startsWith("whsec_");
      crm.jobs().start();
      await().atMost(Duration.ofSeconds(20)).until(() -> !customer.requests().isEmpty());
      assertThat(customer.requests().get(0).body()).contains("account.created", "Teranga SA");
    }
  }

  @Test
  void webhook() {
    String secret = "whsec_guide";
    InboundRequest request =
        WebhookSignatures.to("https://crm.example/webhooks/stripe", Instant.now())
            .stripe(secret, "{\"id\": \"evt_1\"}");
    List<String> seen = new ArrayList<>();

    // README: webhook
    InboundSource stripe =
        InboundSource.builder(
                "stripe",
                StampedVerifier.stripe(List.of(secret)),
                run -> {
                  seen.add(run.eventId()); // may be run twice: must be harmless to repeat
                  return WebhookHandler.Outcome.DONE;
                })
            .eventIdAt("id")
            .build();
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).inbound(stripe).build()) {
      crm.inbox().receive("stripe", request); // the server does, at /webhooks/stripe
      crm.jobs().runDue();
    }
    // README: end

    assertThat(seen).containsExactly("evt_1");
  }

  @Test
  void draft() {
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).build()) {
      RecordSession system = session(crm);
      UUID user =
          crm.members()
              .addMember(system, "awa@example.com", "Awa", List.of("SALES"), null, null)
              .value()
              .userId()
              .value();
      Workspace workspace = crm.as(Actor.user(system.organizationId(), user, Grants.all()));

      // README: draft
      workspace.drafts().save("ticket_draft", "new", "{\"subject\": \"Tents\"}");
      Optional<Stored<Draft>> unfinished = workspace.drafts().find("ticket_draft", "new");
      // README: end

      assertThat(unfinished).isPresent();
    }
  }
}
