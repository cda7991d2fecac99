package io.crmkit.server;

import static io.crmkit.server.Imports.assertCounts;
import static io.crmkit.server.Imports.count;
import static io.crmkit.server.Imports.ended;
import static io.crmkit.server.Imports.send;
import static io.crmkit.server.Imports.sendForm;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
final class ImportTest {
  private static final String IMPORT = "/v1/venues/import";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void import_table_isAcceptedAndWrittenBehindTheCall() {
    Reply accepted = send(server, IMPORT, "name,capacity,mystery\nHall,300,x\nBarn,80,y\n");

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Location")).isEqualTo("/v1/imports/" + accepted.id());
    assertThat(accepted.body())
        .containsEntry("state", "RUNNING")
        .containsEntry("read", 0L)
        .containsEntry("targetType", "venue");
    assertThat(String.valueOf(accepted.body().get("mapping")))
        .as("what nothing is known about is told")
        .matches("(?s).*unmapped.*mystery.*");
    Reply run = ended(server, accepted);
    assertCounts(run, 2, 2, 0, 0, 0);
    assertThat(run.header("ETag")).isNotEmpty();
    assertThat(count(server, "name.in=Hall,Barn")).isEqualTo(2);
    Reply list = server.get("/v1/imports?state=DONE&sort=-createdAt");
    assertThat(list.list("items"))
        .anySatisfy(
            each ->
                assertThat(String.valueOf(each)).contains(accepted.id(), "read=2", "created=2"));
  }

  @Test
  void import_form_takesItsMapping() {
    Reply accepted =
        sendForm(
            server,
            IMPORT,
            "mapping",
            "{\"columns\": {\"Salle\": \"name\", \"Places\": \"capacity\"}, \"ignore\": [\"x\"]}",
            "file",
            "Salle;Places;x\nLe Grand Rex;2700;a\n");

    assertCounts(ended(server, accepted), 1, 1, 0, 0, 0);
    assertThat(count(server, "name=Le%20Grand%20Rex&capacity=2700")).isEqualTo(1);
  }

  @Test
  void import_mappingInTheAddress_isTaken() {
    String mapping =
        URLEncoder.encode(
            "{\"columns\": {\"Ort\": \"name\"}, \"constants\": {\"capacity\": 7}}",
            StandardCharsets.UTF_8);

    Reply accepted = send(server, IMPORT + "?mapping=" + mapping, "Ort\nKeller\n");

    assertCounts(ended(server, accepted), 1, 1, 0, 0, 0);
    assertThat(count(server, "name=Keller&capacity=7")).isEqualTo(1);
  }

  @Test
  void import_otherEncodingSeparatorAndFormat_isFoundOut() {
    byte[] latin = "name;capacity\nSalle Émile;5\n".getBytes(Charset.forName("windows-1252"));
    byte[] lines = "{\"name\": \"Ligne\", \"capacity\": 6}\n".getBytes(StandardCharsets.UTF_8);

    Reply guessed = ended(server, send(server, IMPORT, "text/csv", latin));
    Reply json = ended(server, send(server, IMPORT, "application/x-ndjson", lines));

    assertCounts(guessed, 1, 1, 0, 0, 0);
    assertThat(String.valueOf(guessed.body().get("mapping"))).contains("windows-1252");
    assertThat(count(server, "name=Salle%20%C3%89mile")).isEqualTo(1);
    assertCounts(json, 1, 1, 0, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void import_packed_isUnpacked(boolean isTold) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(("name,capacity\nPacked " + isTold + ",1\n").getBytes(StandardCharsets.UTF_8));
    }

    Reply accepted =
        isTold
            ? send(server, IMPORT, "text/csv", packed.toByteArray(), "Content-Encoding", "gzip")
            : send(server, IMPORT, "application/gzip", packed.toByteArray());

    assertCounts(ended(server, accepted), 1, 1, 0, 0, 0);
  }

  @Test
  void import_dry_tellsTheSameAndWritesNothing() {
    Reply accepted = send(server, IMPORT + "?dryRun=true", "name,capacity\nDry,1\nDry two,many\n");

    Reply run = ended(server, accepted);
    assertCounts(run, 2, 1, 0, 0, 1);
    assertThat(run.body()).containsEntry("isDryRun", true);
    assertThat(count(server, "name=Dry")).isZero();
    assertThat(server.post("/v1/imports/" + run.id() + "/undo", null).code())
        .isEqualTo("NOT_UNDOABLE");
  }

  @Test
  void import_withKey_changesWhatItFinds() {
    ended(server, send(server, IMPORT, "name,capacity,code\nA,1,k-a\nB,2,k-b\n"));

    Reply again =
        send(server, IMPORT + "?key=code", "name,capacity,code\nA,1,k-a\nB,3,k-b\nC,4,k-c\n");

    assertCounts(ended(server, again), 3, 1, 1, 1, 0);
    assertThat(count(server, "code=k-b&capacity=3")).isEqualTo(1);
  }

  @Test
  void errors_mended_importAsTheyAre() {
    Reply run =
        ended(server, send(server, IMPORT, "name,capacity\nGood,1\nBad,lots\n,3\n\"=1+1\",x\n"));
    assertCounts(run, 4, 1, 0, 0, 3);

    Reply errors = server.get("/v1/imports/" + run.id() + "/errors.csv");

    assertThat(errors.status()).isEqualTo(200);
    assertThat(errors.header("Content-Type")).startsWith("text/csv");
    assertThat(errors.header("Content-Disposition")).contains("errors.csv");
    List<String> lines = errors.text().lines().toList();
    assertThat(lines.get(0))
        .isEqualTo("error_row,error_column,error_code,error_message,name,capacity");
    assertThat(lines.get(1)).startsWith("2,capacity,").endsWith(",Bad,lots");
    assertThat(lines.get(2)).startsWith("3,name,").endsWith(",,3");
    assertThat(lines.get(3)).as("no formula leaves").endsWith(",'=1+1,x");
    String mended =
        errors.text().replace("lots", "2").replace(",,3", ",Found,3").replace(",x", ",4");
    assertCounts(ended(server, send(server, IMPORT, mended)), 3, 3, 0, 0, 0);
    assertThat(count(server, "name.in=Bad,Found,%3D1%2B1")).isEqualTo(3);
  }

  @Test
  void errors_ofJsonLines_areJsonLines() {
    byte[] body = "{\"name\": \"L\", \"capacity\": \"x\"}\n".getBytes(StandardCharsets.UTF_8);
    Reply run = ended(server, send(server, IMPORT, "application/jsonl", body));

    Reply errors = server.get("/v1/imports/" + run.id() + "/errors.csv");

    assertThat(errors.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(errors.text()).startsWith("{\"error_row\":1,").contains("\"name\":\"L\"");
  }

  @Test
  void undo_doneRun_keepsWhatChangedSince() {
    Reply run =
        ended(server, send(server, IMPORT, "name,capacity,code\nU1,1,u1\nU2,2,u2\nU3,3,u3\n"));
    String changed =
        ((Map<?, ?>) server.get("/v1/venues?code=u2").list("items").get(0)).get("id").toString();
    server.call("PATCH", "/v1/venues/" + changed, "{\"capacity\": 99}", "If-Match", "*");

    Reply undone = server.post("/v1/imports/" + run.id() + "/undo", null);

    assertThat(undone.status()).isEqualTo(200);
    assertThat(undone.body())
        .containsEntry("deleted", 2L)
        .containsEntry("reverted", 0L)
        .containsEntry("kept", 1L)
        .containsEntry("keptRecords", List.of("venue:" + changed));
    assertThat(count(server, "code.in=u1,u2,u3")).isEqualTo(1);
    assertThat(server.get("/v1/imports/" + run.id()).body()).containsEntry("state", "UNDONE");
    Reply again = server.post("/v1/imports/" + run.id() + "/undo", null);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("ALREADY_UNDONE");
    assertThat(server.post("/v1/imports/" + run.id() + "/cancel", null).code())
        .isEqualTo("IMPORT_ENDED");
  }

  @Test
  void cancel_atWork_stopsItAndLetsItBeTakenBack() throws Exception {
    Imports.Gate gate = new Imports.Gate("r500");
    try (TestServer held = new TestServer(gate)) {
      Reply accepted = send(held, IMPORT, Imports.venues("r", 1_200));
      Reply queued = send(held, IMPORT, Imports.venues("q", 3));
      gate.reached.await();
      String path = "/v1/imports/" + accepted.id();

      Reply before = held.get(path);
      Reply cancelled = held.post(path + "/cancel", null);
      gate.open.countDown();

      assertThat(before.body())
          .as("progress shows")
          .containsEntry("phase", "READING")
          .containsEntry("read", 500L)
          .containsEntry("created", 500L);
      assertThat(held.get("/v1/imports/" + queued.id()).status()).isEqualTo(200);
      assertThat(cancelled.status()).isEqualTo(200);
      assertThat(cancelled.body())
          .containsEntry("state", "FAILED")
          .containsEntry("failure", "CANCELLED");
      assertCounts(ended(held, queued), 3, 3, 0, 0, 0);
      assertThat(count(held, "name.startsWith=r")).isEqualTo(500);
      Reply undone = held.post(path + "/undo", null);
      assertThat(undone.body()).containsEntry("deleted", 500L);
      assertThat(count(held, "name.startsWith=r")).isZero();
    }
  }

  @Test
  void undo_atWork_isRefused() throws Exception {
    Imports.Gate gate = new Imports.Gate("r1");
    try (TestServer held = new TestServer(gate)) {
      Reply accepted = send(held, IMPORT, Imports.venues("r", 2));
      gate.reached.await();

      Reply refused = held.post("/v1/imports/" + accepted.id() + "/undo", null);
      gate.open.countDown();

      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("IMPORT_RUNNING");
      assertCounts(ended(held, accepted), 2, 2, 0, 0, 0);
    }
  }

  @Test
  void run_ofAnotherOrganization_isNotThere() {
    UUID other = server.crm.createOrganization("Rivals");
    server.addMember(other, "rival@acme.example", "ADMIN");
    String rival = server.login("rival@acme.example");
    server.addMember(server.organization, "rep@acme.example", "SALES");
    String rep = server.login("rep@acme.example");
    Reply run = ended(server, send(server, IMPORT, "name,capacity\nSecret,1\n"));
    String path = "/v1/imports/" + run.id();

    for (String token : List.of(rival, rep)) {
      assertThat(server.callAs(token, "GET", path, null).status()).isEqualTo(404);
      assertThat(server.callAs(token, "GET", path + "/errors.csv", null).status()).isEqualTo(404);
      assertThat(server.callAs(token, "POST", path + "/undo", null).status()).isEqualTo(404);
      assertThat(server.callAs(token, "POST", path + "/cancel", null).status()).isEqualTo(404);
      assertThat(server.callAs(token, "GET", "/v1/imports", null).list("items")).isEmpty();
    }
    assertThat(server.get("/v1/imports/x/errors.csv").status()).isEqualTo(404);
    assertThat(count(server, "name=Secret")).isEqualTo(1);
  }

  @Test
  void import_withoutTheRight_isRefusedBeforeTheBodyIsRead() {
    server.addMember(server.organization, "staff@acme.example", "STAFF");
    String staff = server.login("staff@acme.example");

    Reply refused = server.callAs(staff, "POST", IMPORT, "PK", "Content-Type", "application/zip");

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("NOT_PERMITTED");
    assertThat(server.send(server.request("POST", IMPORT)).status()).isEqualTo(401);
    assertThat(send(server, "/v1/nothings/import", "name\nA\n").status()).isEqualTo(404);
    assertThat(server.get(IMPORT).status()).isEqualTo(405);
    assertThat(send(server, "/v1/imports/import", "name\nA\n").status()).isIn(404, 405);
  }

  @Test
  void import_sentTwiceUnderOneKey_isDoneOnce() {
    String key = UUID.randomUUID().toString();
    String csv = "name,capacity\nOnly once,1\n";

    Reply first = send(server, IMPORT, csv, "Idempotency-Key", key);
    Reply second = send(server, IMPORT, csv, "Idempotency-Key", key);
    Reply other = send(server, IMPORT, csv + "More,2\n", "Idempotency-Key", key);
    Reply dry = send(server, IMPORT + "?dryRun=true", csv, "Idempotency-Key", key);

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    assertThat(second.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(other.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    assertThat(dry.code()).isEqualTo("IDEMPOTENCY_KEY_REUSED");
    ended(server, first);
    assertThat(count(server, "name=Only%20once")).isEqualTo(1);
  }
}
