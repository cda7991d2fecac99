package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private int login;

  @TempDir private Path folder;

  private int run(String... arguments) {
    environment.put("CRMKIT_DATA_DIR", folder.toString());
    environment.put("CRMKIT_PORT", "0");
    return new Commands(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            server -> login = login(server.address()))
        .run(arguments);
  }

  private int login(URI address) {
    String email = environment.getOrDefault("CRMKIT_ADMIN_EMAIL", DemoData.ADMIN);
    String password = environment.getOrDefault("CRMKIT_ADMIN_PASSWORD", DemoData.PASSWORD);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/v1/auth/login"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(TestServer.json("email", email, "password", password)))
            .build();
    try {
      return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    } catch (java.io.IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void serve_freshFolder_makesDatabaseKeyAndAdministrator() {
    environment.put("CRMKIT_ADMIN_EMAIL", "root@acme.example");
    environment.put("CRMKIT_ADMIN_PASSWORD", "correct horse");

    assertThat(run()).isZero();
    assertThat(login).isEqualTo(200);
    assertThat(printed()).contains("CrmKit listens on http://127.0.0.1:");
    assertThat(complained()).contains("warning: a key was generated");
    assertThat(folder.resolve("crmkit.db")).exists();
    assertThat(folder.resolve("files")).isDirectory();
    assertThat(run("serve")).as("again, with what is there").isZero();
    assertThat(login).isEqualTo(200);
  }

  @Test
  void serve_withoutCacheOrWithADeadRedis_servesAllTheSame() {
    environment.put("CRMKIT_DATABASE_URL", "memory:");
    environment.put("CRMKIT_ADMIN_EMAIL", "root@acme.example");
    environment.put("CRMKIT_ADMIN_PASSWORD", "correct horse");
    environment.put("CRMKIT_REDIS_URL", "redis://:secret@127.0.0.1:1/2");

    assertThat(run()).isZero();
    assertThat(login).isEqualTo(200);
    environment.put("CRMKIT_CACHE", "false");
    assertThat(run()).isZero();

    assertThat(login).isEqualTo(200);
    assertThat(printed() + complained()).doesNotContain("secret");
  }

  @Test
  void demo_twice_printsThePipelineAndLoadsOnce() {
    assertThat(run("demo")).isZero();
    String first = printed();

    assertThat(run("demo")).isZero();

    assertThat(login).isEqualTo(200);
    assertThat(first).contains(DemoData.ADMIN, DemoData.PASSWORD, "Proposal");
    assertThat(first).containsPattern("Proposal +2 +14800000 XOF");
    assertThat(printed().lines().skip(first.lines().count() + 1))
        .containsExactlyElementsOf(first.lines().skip(1).toList());
  }

  @Test
  void migrate_endsAtOnce() {
    assertThat(run("migrate")).isZero();
    assertThat(printed()).contains("up to date");
  }

  @Test
  void createAdmin_eachTime_makesAnOrganization() {
    environment.put("CRMKIT_ADMIN_PASSWORD", "correct horse");

    assertThat(run("create-admin", "a@acme.example", "--organization", "Acme")).isZero();
    assertThat(run("create-admin", "b@acme.example", "--organization=Acme")).isZero();
    environment.remove("CRMKIT_ADMIN_PASSWORD");
    assertThat(run("create-admin", "c@acme.example")).isEqualTo(2);

    assertThat(printed()).contains("administrator a@acme.example", "administrator b@acme.example");
    assertThat(complained()).contains("CRMKIT_ADMIN_PASSWORD");
  }

  @ParameterizedTest
  @CsvSource({
    "teleport, unknown command: teleport",
    "backup, unknown command: backup",
    "create-admin, wrong number of words",
    "serve x, wrong number of words",
    "serve --prot 1, --prot is unknown",
    "serve --port, --port needs a value"
  })
  void run_wrongUse_isTold(String line, String message) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(complained()).contains(message);
  }

  @Test
  void serve_wrongSettings_areAllNamed() {
    environment.putAll(
        Map.ofEntries(
            Map.entry("CRMKIT_ENV", "moon"),
            Map.entry("CRMKIT_PUBLIC_URL", "ftp://x"),
            Map.entry("CRMKIT_DATABASE_URL", "mysql"),
            Map.entry("CRMKIT_KEYS", "k1"),
            Map.entry("CRMKIT_ACCESS_TTL", "soon"),
            Map.entry("CRMKIT_REFRESH_TTL", "PT1M"),
            Map.entry("CRMKIT_COOKIE_SECURE", "yes"),
            Map.entry("CRMKIT_COOKIE_SAME_SITE", "some"),
            Map.entry("CRMKIT_LOG_LEVEL", "loud"),
            Map.entry("CRMKIT_LOG_FORMAT", "xml"),
            Map.entry("CRMKIT_MAX_BODY", "big"),
            Map.entry("CRMKIT_MAX_IMPORT", "9999GiB"),
            Map.entry("CRMKIT_CACHE", "perhaps"),
            Map.entry("CRMKIT_REDIS_URL", "http://x"),
            Map.entry("CRMKIT_MAX_FILE", "0"),
            Map.entry("CRMKIT_S3_ENDPOINT", "ftp://x"),
            Map.entry("CRMKIT_S3_FOLDER", "x"),
            Map.entry("CRMKIT_S3_PATH_STYLE", "maybe"),
            Map.entry("CRMKIT_S3_SECRET_KEY", "x"),
            Map.entry("CRMKIT_CLAMD_URL", "http://x"),
            Map.entry("CRMKIT_RATE_LIMIT", "-1"),
            Map.entry("CRMKIT_TLS_CERT", "cert.pem"),
            Map.entry("CRMKIT_ADMIN_EMAIL", "a@b.example")));

    assertThat(run("serve", "--port", "99999")).isEqualTo(2);

    assertThat(complained().lines()).hasSize(1);
    assertThat(complained())
        .contains(
            environment.keySet().stream()
                .filter(
                    key ->
                        !key.equals("CRMKIT_DATA_DIR")
                            && !key.equals("CRMKIT_TLS_CERT")
                            && !key.equals("CRMKIT_S3_SECRET_KEY")
                            && !key.equals("CRMKIT_ADMIN_EMAIL"))
                .toList())
        .contains("CRMKIT_TLS_KEY", "CRMKIT_ADMIN_PASSWORD")
        .contains("CRMKIT_S3_BUCKET", "CRMKIT_S3_ACCESS_KEY");
  }

  @Test
  void serve_production_refusesWhatIsForTryingOut() {
    environment.put("CRMKIT_ENV", "production");
    environment.put("CRMKIT_COOKIE_SECURE", "false");
    environment.put("CRMKIT_CORS_ORIGINS", "*");

    assertThat(run("serve")).isEqualTo(2);
    assertThat(complained()).contains("CRMKIT_KEYS", "CRMKIT_COOKIE_SECURE", "CRMKIT_CORS_ORIGINS");

    environment.remove("CRMKIT_COOKIE_SECURE");
    environment.remove("CRMKIT_CORS_ORIGINS");
    environment.put("CRMKIT_KEYS", io.crmkit.engine.LocalKeyRing.generate());
    environment.put("CRMKIT_DATABASE_URL", "memory:");
    assertThat(run("demo")).isEqualTo(2);
    assertThat(run("serve")).isZero();
  }

  @Test
  void serve_memoryAndTls_leavesNoTrace() throws Exception {
    environment.put("CRMKIT_DATABASE_URL", "memory:");
    Path broken = Files.writeString(folder.resolve("cert.pem"), "nothing");

    assertThat(run("serve", "--tls-cert", broken.toString(), "--tls-key", broken.toString()))
        .isNotZero();
    assertThat(run("serve")).isZero();
    assertThat(folder.resolve("crmkit.db")).doesNotExist();
    assertThat(folder.resolve("keys")).doesNotExist();
  }
}
