package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In which order a call is judged, and what it may ask for. */
final class ContractTest {
  private static TestServer server;
  private static String id;
  private static String foreignToken;

  @BeforeAll
  static void start() {
    server = new TestServer();
    id = server.venue("Known", 1);
    UUID other = server.crm.createOrganization("Other");
    server.addMember(other, "other@other.example", "ADMIN");
    server.addMember(server.organization, "staff@acme.example", "STAFF");
    foreignToken = server.login("other@other.example");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nothing=1; UNKNOWN_FIELD; nothing",
        "organizationId=x; UNKNOWN_FIELD; organizationId",
        "custom.x=1; UNKNOWN_FIELD; custom.x",
        "custom.x.gte=1; UNKNOWN_FIELD; custom.x",
        "place.street=1; UNKNOWN_FIELD; place.street",
        "capacity.like=1; UNKNOWN_OPERATOR; capacity.like",
        "nothing.gte=1; UNKNOWN_FIELD; nothing",
        "capacity=many; INVALID_NUMBER; capacity",
        "capacity.gte=1.5; INVALID_NUMBER; capacity.gte",
        "capacity.in=; INVALID_CONDITION; capacity.in",
        "capacity.between=1; INVALID_CONDITION; capacity.between",
        "capacity.contains=1; INVALID_CONDITION; capacity.contains",
        "capacity.isNull=maybe; INVALID_BOOLEAN; capacity.isNull",
        "rent.gte=1%20XOF; INVALID_AMOUNT; rent.gte",
        "opensOn=yesteryear; INVALID_DATE; opensOn",
        "createdAt.gte=2026-01-01; INVALID_TIME; createdAt.gte",
        "kind=TENT; UNKNOWN_CHOICE; kind",
        "annexOf=1; INVALID_ID; annexOf",
        "isOpen=yes; INVALID_BOOLEAN; isOpen",
        "capacity=1&capacity=1; REPEATED_PARAMETER; capacity",
        "limit=0; INVALID_LIMIT; limit",
        "limit=201; INVALID_LIMIT; limit",
        "limit=ten; INVALID_LIMIT; limit",
        "sort=nothing; UNKNOWN_FIELD; sort",
        "sort=; UNKNOWN_FIELD; sort",
        "sort=tags; UNKNOWN_FIELD; sort",
        "fields=nothing; UNKNOWN_FIELD; nothing",
        "count=1; INVALID_BOOLEAN; count",
        "deleted=yes; INVALID_BOOLEAN; deleted",
        "cursor=abc; INVALID_CURSOR; cursor"
      })
  void list_wrongParameter_isNamed(String query, String code, String parameter) {
    Reply reply = server.get("/v1/venues?" + query);

    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.code()).isEqualTo(code);
    assertThat(reply.body().get("context")).isEqualTo(Map.of("parameter", parameter));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "capacity.gte=1&capacity.lt=3",
        "name.startsWith=kno",
        "name.contains=NOW",
        "name.ne=x",
        "name.in=a,b\\,c",
        "kind=open-air",
        "kind.isNull=true",
        "rent.lte=1250.50",
        "opensOn=today",
        "opensOn.gte=last-30-days",
        "createdAt=this-week",
        "createdAt.between=last-month,tomorrow",
        "opensOn.in=yesterday,2026-01-31",
        "soldOutAt.ne=next-7-days",
        "place.city=Dakar",
        "tags=x",
        "q=known",
        "sort=-opensOn,name,id",
        "fields=name,place,place.city,custom",
        "deleted=false&count=false"
      })
  void list_rightParameters_areAccepted(String query) {
    Reply reply = server.get("/v1/venues?" + query.replace("\\", "%5C"));

    assertThat(reply.text()).contains("\"items\"");
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"where\": []}; 422",
        "{\"where\": {\"and\": []}}; 400",
        "{\"where\": {\"or\": {}}}; 400",
        "{\"where\": {\"not\": 1}}; 400",
        "{\"where\": {\"nothing\": 1}}; 400",
        "{\"where\": {\"capacity\": null}}; 400",
        "{\"where\": {\"capacity\": {}}}; 400",
        "{\"where\": {\"capacity\": {\"like\": 1}}}; 400",
        "{\"where\": {\"capacity\": {\"in\": 1}}}; 400",
        "{\"where\": {\"capacity\": \"x\"}}; 400",
        "{\"where\": {\"name\": 1}}; 400",
        "{\"where\": {\"name\": {\"has\": {}}}}; 400",
        "{\"where\": {\"annexOf\": {\"has\": {\"nothing\": 1}}}}; 400",
        "{\"where\": {\"annexOf\": {\"has\": {\"name\": \"Known\"}}}}; 200",
        "{\"where\": {\"not\": {\"kind\": {\"isNull\": true}}}}; 200",
        "{\"where\": {\"rent\": {\"gte\": \"1000\"}}}; 200",
        "{\"where\": {}}; 200",
        "{\"limit\": 0}; 422",
        "{\"limit\": \"5\"}; 422",
        "{\"sort\": \"name\"}; 422",
        "{\"sort\": [\"nothing\"]}; 400",
        "{\"cursor\": 5}; 422",
        "{\"cursor\": \"x\"}; 400",
        "{\"fields\": [1]}; 422",
        "{\"fields\": [\"nothing\"]}; 400",
        "{\"count\": \"true\"}; 422",
        "{\"q\": 1}; 422",
        "{\"nothing\": 1}; 422",
        "[]; 422",
        "{; 400"
      })
  void query_body_isJudged(String body, int status) {
    assertThat(server.post("/v1/venues/query", body).status()).isEqualTo(status);
  }

  @Test
  void query_tooDeepOrWide_isRefused() {
    String deep = "{\"not\": ".repeat(22) + "{\"capacity\": 1}" + "}".repeat(22);
    String wide = "{\"or\": [" + "{\"capacity\": 1},".repeat(200) + "{\"capacity\": 1}]}";

    assertThat(server.post("/v1/venues/query", "{\"where\": " + deep + "}").code())
        .isEqualTo("CONDITION_TOO_LARGE");
    assertThat(server.post("/v1/venues/query", "{\"where\": " + wide + "}").status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"measures\": [{\"op\": \"count\"}]}; 200",
        "{\"groupBy\": [{\"field\": \"opensOn\", \"by\": \"month\"}], \"measures\": []}; 200",
        "{\"groupBy\": [\"kind\"], \"measures\": [{\"op\": \"max\", \"field\": \"opensOn\"}]}; 200",
        "{\"groupBy\": [\"nothing\"]}; 400",
        "{\"groupBy\": [\"custom.x\"]}; 400",
        "{\"groupBy\": [\"rent\"]}; 400",
        "{\"groupBy\": \"kind\"}; 422",
        "{\"groupBy\": [{\"field\": \"opensOn\", \"by\": \"decade\"}]}; 422",
        "{\"groupBy\": [{\"field\": \"name\", \"by\": \"month\"}]}; 400",
        "{\"groupBy\": [1]}; 422",
        "{\"measures\": [1]}; 422",
        "{\"measures\": [{\"op\": \"sum\"}]}; 422",
        "{\"measures\": [{\"op\": \"median\", \"field\": \"capacity\"}]}; 422",
        "{\"measures\": [{\"op\": \"sum\", \"field\": 1}]}; 422",
        "{\"measures\": [{\"op\": \"sum\", \"field\": \"name\"}]}; 400",
        "{\"where\": {\"nothing\": 1}}; 400"
      })
  void aggregate_body_isJudged(String body, int status) {
    assertThat(server.post("/v1/venues/aggregate", body).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing, 404",
    "GET, /v1, 404",
    "GET, /, 404",
    "GET, /nothing, 404",
    "GET, /v1/venues/, 404",
    "GET, /v1/Venues, 404",
    "GET, /v1/credentials, 404",
    "GET, /v1/venues/x, 404",
    "GET, /v1/venues/0193b3e4-0000-7000-8000-000000000000, 404",
    "PATCH, /v1/venues/x, 404",
    "PATCH, /v1/venues/0193b3e4-0000-7000-8000-000000000000, 404",
    "DELETE, /v1/venues/0193b3e4-0000-7000-8000-000000000000, 404",
    "POST, /v1/venues/0193b3e4-0000-7000-8000-000000000000/restore, 404",
    "GET, /v1/venues/0193b3e4-0000-7000-8000-000000000000/history, 404",
    "GET, /v1/venues/x/history, 404",
    "PUT, /v1/venues/x, 404",
    "PUT, /v1/venues/0193b3e4-0000-7000-8000-000000000000, 404",
    "PUT, /v1/venues, 405",
    "DELETE, /v1/venues, 405",
    "GET, /v1/venues/query, 405",
    "POST, /v1/me, 405",
    "POST, /health, 405",
    "PUT, /v1/auth/login, 405"
  })
  void call_pathOrMethod_isJudgedFirst(String method, String path, int status) {
    Reply reply = server.call(method, path, null);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.header("Allow").isEmpty()).isEqualTo(status != 405);
  }

  @Test
  void call_verbNotOffered_namesThoseThatAre() {
    Reply reply = server.call("PUT", "/v1/closed-days", null);

    assertThat(reply.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    String day = server.post("/v1/closed-days", json("day", "2026-12-25")).id();
    assertThat(server.call("DELETE", "/v1/closed-days/" + day, null).status()).isEqualTo(405);
    assertThat(server.call("PATCH", "/v1/closed-days/" + day, "{}").header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/nothing",
    "PUT, /v1/venues",
    "GET, /v1/me",
    "GET, /v1/events",
    "OPTIONS, /v1/venues",
    "GET, /v1/auth/sessions",
    "POST, /v1/auth/logout"
  })
  void call_withoutCredentials_isRefusedBeforeAnythingElse(String method, String path) {
    Reply none = server.send(server.request(method, path));
    Reply wrong = server.callAs("nonsense", method, path, null);

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.header("WWW-Authenticate")).contains("invalid_token");
  }

  @Test
  void call_otherOrganization_findsNothing() {
    String path = "/v1/venues/" + id;
    String patch = json("name", "Mine");

    assertThat(server.callAs(foreignToken, "GET", path, null).status()).isEqualTo(404);
    assertThat(server.callAs(foreignToken, "GET", path + "/history", null).status()).isEqualTo(404);
    assertThat(server.callAs(foreignToken, "PATCH", path, patch, "If-Match", "*").status())
        .isEqualTo(404);
    assertThat(server.callAs(foreignToken, "DELETE", path, null, "If-Match", "*").status())
        .isEqualTo(404);
    assertThat(server.callAs(foreignToken, "POST", path + "/restore", null).status())
        .isEqualTo(404);
    assertThat(server.callAs(foreignToken, "GET", "/v1/venues", null).list("items")).isEmpty();
    Reply pointing =
        server.callAs(
            foreignToken, "POST", "/v1/venues", json("name", "A", "capacity", 1L, "annexOf", id));
    assertThat(pointing.status()).isEqualTo(422);
    assertThat(pointing.errors().get(0)).containsEntry("code", "REFERENCE_NOT_FOUND");
    assertThat(server.get(path).body()).containsEntry("name", "Known");
  }

  @Test
  void call_mayReadButNotChange_isForbiddenBeforeTheBodyIsRead() {
    String staff = server.login("staff@acme.example");
    String path = "/v1/venues/" + id;

    assertThat(server.callAs(staff, "GET", path, null).status()).isEqualTo(200);
    Reply patch = server.callAs(staff, "PATCH", path, "{", "Content-Type", "text/plain");
    assertThat(patch.status()).isEqualTo(403);
    assertThat(patch.code()).isEqualTo("NOT_PERMITTED");
    assertThat(server.callAs(staff, "POST", "/v1/venues", "{").status()).isEqualTo(403);
    assertThat(server.callAs(staff, "DELETE", path, null).status()).isEqualTo(403);
    assertThat(server.callAs(staff, "GET", "/v1/venues?deleted=true", null).status())
        .isEqualTo(403);
    assertThat(server.callAs(staff, "PATCH", "/v1/venues/x", "{").status()).isEqualTo(404);
    Reply removed = server.callAs(staff, "DELETE", "/v1/closed-days", null);
    assertThat(removed.status()).isEqualTo(403);
  }

  @Test
  void patch_checks_standInOrder() {
    String path = "/v1/venues/" + id;

    assertThat(server.call("PATCH", path, "{", "Content-Type", "text/plain").status())
        .isEqualTo(415);
    assertThat(server.call("PATCH", path, "{").status()).isEqualTo(400);
    assertThat(server.call("PATCH", path, json("x", 1L)).status()).isEqualTo(428);
    assertThat(server.call("PATCH", path, json("x", 1L), "If-Match", "\"99\"").status())
        .isEqualTo(412);
    assertThat(server.call("PATCH", path, json("x", 1L), "If-Match", "*").status()).isEqualTo(422);
  }

  @ParameterizedTest
  @ValueSource(strings = {"name=%", "name=%zz", "name=%ff", "name=%00", "%ff=1", "name=%ed%a0%80"})
  void list_unreadableQuery_isMalformed(String query) throws Exception {
    String answer = RawCall.send(server.server.port(), "GET /v1/venues?" + query, server.admin);

    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @Test
  void events_wrongParameters_areRefused() {
    String where = URLEncoder.encode("{\"nothing\": 1}", StandardCharsets.UTF_8);

    assertThat(server.get("/v1/events?types=nothing").code()).isEqualTo("UNKNOWN_TYPE");
    assertThat(server.get("/v1/events?types=credential").status()).isEqualTo(400);
    assertThat(server.get("/v1/events?after=x").code()).isEqualTo("INVALID_POSITION");
    assertThat(server.get("/v1/events?after=-1").status()).isEqualTo(400);
    assertThat(server.get("/v1/events?after=99999999").code()).isEqualTo("EVENT_ID_EXPIRED");
    assertThat(server.get("/v1/events?recordId=x").status()).isEqualTo(400);
    assertThat(server.get("/v1/events?limit=0").status()).isEqualTo(400);
    assertThat(server.get("/v1/events?where=1&types=venue").status()).isEqualTo(400);
    assertThat(server.get("/v1/events?types=venue&where=" + where).code())
        .isEqualTo("UNKNOWN_FIELD");
    assertThat(server.get("/v1/events?where=" + where).status()).isEqualTo(400);
    assertThat(server.get("/v1/events?nothing=1").code()).isEqualTo("UNKNOWN_PARAMETER");
    Reply stream = server.get("/v1/events", "Accept", "text/event-stream", "Last-Event-ID", "here");
    assertThat(stream.status()).isEqualTo(400);
  }
}
