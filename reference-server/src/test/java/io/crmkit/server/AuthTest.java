package io.crmkit.server;

import static io.crmkit.server.TestServer.PASSWORD;
import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AuthTest {
  private static final String MAIL = "admin@acme.example";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply open(String path, String body, String... headers) {
    var request = server.request("POST", path).header("Content-Type", "application/json");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request, "POST", body);
  }

  @Test
  void login_rightPassword_opensASession() {
    Reply login =
        open("/v1/auth/login", json("email", " Admin@ACME.example ", "password", PASSWORD));

    assertThat(login.status()).isEqualTo(200);
    assertThat(login.body())
        .containsOnlyKeys("accessToken", "tokenType", "expiresIn", "refreshToken")
        .containsEntry("tokenType", "Bearer")
        .containsEntry("expiresIn", 900L);
    assertThat(login.header("Cache-Control")).isEqualTo("no-store");
    Reply me = server.callAs((String) login.body().get("accessToken"), "GET", "/v1/me", null);
    assertThat(me.body())
        .containsEntry("email", MAIL)
        .containsEntry("organizationId", server.organization.toString())
        .containsEntry("roles", List.of("ADMIN"));
  }

  @Test
  void login_whateverIsWrong_answersAlike() {
    UUID other = server.crm.createOrganization("Elsewhere");
    Reply password = open("/v1/auth/login", json("email", MAIL, "password", "wrong"));
    Reply user = open("/v1/auth/login", json("email", "x@acme.example", "password", PASSWORD));
    Reply organization =
        open(
            "/v1/auth/login",
            json("email", MAIL, "password", PASSWORD, "organizationId", other.toString()));
    Reply nonsense =
        open("/v1/auth/login", json("email", MAIL, "password", PASSWORD, "organizationId", "x"));

    for (Reply reply : List.of(password, user, organization, nonsense)) {
      assertThat(reply.status()).isEqualTo(401);
      assertThat(reply.code()).isEqualTo("INVALID_CREDENTIALS");
      assertThat(reply.body().get("detail")).isEqualTo(password.body().get("detail"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; 422",
        "{\"email\": 1, \"password\": \"x\"}; 422",
        "{\"email\": \"a@b.example\", \"password\": \"x\", \"cookie\": \"yes\"}; 422",
        "{; 400",
        "[]; 422"
      })
  void login_wrongBody_isRefused(String body, int status) {
    assertThat(open("/v1/auth/login", body).status()).isEqualTo(status);
  }

  @Test
  void refresh_token_countsOnce() {
    Reply login = open("/v1/auth/login", json("email", MAIL, "password", PASSWORD));
    String refresh = json("refreshToken", login.body().get("refreshToken"));

    Reply renewed = open("/v1/auth/refresh", refresh);
    Reply again = open("/v1/auth/refresh", refresh);

    assertThat(renewed.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(401);
    assertThat(again.code()).isEqualTo("INVALID_REFRESH_TOKEN");
    assertThat(open("/v1/auth/refresh", "{}").status()).isEqualTo(422);
    assertThat(open("/v1/auth/refresh", json("refreshToken", 1L)).status()).isEqualTo(422);
  }

  @Test
  void logout_endsTheSession() {
    String token = server.login(MAIL);

    assertThat(server.callAs(token, "POST", "/v1/auth/logout", null).status()).isEqualTo(204);
    assertThat(server.callAs(token, "GET", "/v1/me", null).status()).isEqualTo(401);
  }

  @Test
  void sessions_own_areListedAndEnded() {
    server.addMember(server.organization, "two@acme.example", "STAFF");
    String first = server.login("two@acme.example");
    String second = server.login("two@acme.example");

    List<?> items = server.callAs(first, "GET", "/v1/auth/sessions", null).list("items");
    assertThat(items).hasSize(2);
    Map<?, ?> other =
        (Map<?, ?>)
            items.stream()
                .filter(each -> !((Boolean) ((Map<?, ?>) each).get("isCurrent")))
                .findFirst()
                .orElseThrow();
    String path = "/v1/auth/sessions/" + other.get("id");
    assertThat(server.call("DELETE", path, null).status()).as("of another user").isEqualTo(404);
    assertThat(server.callAs(first, "DELETE", path, null).status()).isEqualTo(204);
    assertThat(server.callAs(second, "GET", "/v1/me", null).status()).isEqualTo(401);
    assertThat(server.callAs(first, "DELETE", "/v1/auth/sessions", null).status()).isEqualTo(204);
    assertThat(server.callAs(first, "GET", "/v1/me", null).status()).isEqualTo(401);
  }

  @Test
  void login_byCookie_needsTheTokenForChanges() {
    Reply login = open("/v1/auth/login", json("email", MAIL, "password", PASSWORD, "cookie", true));
    List<String> set = login.response().headers().allValues("Set-Cookie");
    String cookies =
        String.join("; ", set.stream().map(each -> each.substring(0, each.indexOf(';'))).toList());
    String csrf = (String) login.body().get("csrfToken");

    assertThat(login.body()).doesNotContainKeys("accessToken", "refreshToken");
    assertThat(set).hasSize(2).allSatisfy(each -> assertThat(each).contains("HttpOnly", "Secure"));
    String venue = json("name", "By cookie", "capacity", 1L);
    assertThat(open("/v1/venues", venue, "Cookie", cookies).code()).isEqualTo("CSRF_TOKEN");
    assertThat(open("/v1/venues", venue, "Cookie", cookies, "X-CSRF-Token", csrf).status())
        .isEqualTo(201);
    assertThat(server.send(server.request("GET", "/v1/me").header("Cookie", cookies)).status())
        .isEqualTo(200);
    Reply foreign =
        open("/v1/auth/refresh", "{}", "Cookie", cookies, "Sec-Fetch-Site", "cross-site");
    assertThat(foreign.status()).isEqualTo(401);
    Reply renewed = open("/v1/auth/refresh", "{}", "Cookie", cookies);
    assertThat(renewed.body()).containsEntry("csrfToken", csrf).doesNotContainKey("refreshToken");
    Reply out = open("/v1/auth/logout", "{}", "Cookie", cookies, "X-CSRF-Token", csrf);
    assertThat(out.status()).isEqualTo(204);
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
  }

  @Test
  void call_severalCredentials_areRefused() throws Exception {
    String answer =
        RawCall.raw(
            server.server.port(),
            "GET /v1/me HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
                + server.admin
                + "\r\nAuthorization: Bearer x\r\n\r\n");

    assertThat(answer).startsWith("HTTP/1.1 401");
    assertThat(
            server
                .send(server.request("GET", "/v1/me").header("Authorization", "Basic eDp5"))
                .status())
        .isEqualTo(401);
  }

  @Test
  void users_areMadeListedAndRead() {
    Reply made =
        server.post(
            "/v1/users",
            json(
                "email",
                "new@acme.example",
                "name",
                "Nafi Ba",
                "roles",
                List.of("SALES"),
                "password",
                PASSWORD));

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo("/v1/users/" + made.id());
    assertThat(made.body()).containsEntry("roles", List.of("SALES"));
    assertThat(server.get("/v1/users/" + made.id()).body()).isEqualTo(made.body());
    assertThat(server.get("/v1/users?count=true&limit=1").body()).containsKey("total");
    assertThat(server.get("/v1/users?nothing=1").status()).isEqualTo(400);
    assertThat(server.get("/v1/users/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(server.get("/v1/users/x").status()).isEqualTo(404);
    String token = server.login("new@acme.example");
    assertThat(server.callAs(token, "GET", "/v1/me", null).body().get("name").toString())
        .contains("full=Nafi Ba");
    Reply refused = server.callAs(token, "POST", "/v1/users", json("email", "x@acme.example"));
    assertThat(refused.status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{}; 422",
        "{\"email\": 1}; 422",
        "{\"email\": \"nobody\"}; 422",
        "{\"email\": \"a@b.example\", \"roles\": \"ADMIN\"}; 422",
        "{\"email\": \"a@b.example\", \"roles\": [\"KING\"]}; 422",
        "{\"email\": \"a@b.example\", \"accountId\": \"x\"}; 422",
        "{\"email\": \"a@b.example\", \"isActive\": true}; 422",
        "{\"email\": \"admin@acme.example\"}; 409"
      })
  void users_wrongBody_isRefused(String body, int status) {
    assertThat(server.post("/v1/users", body).status()).isEqualTo(status);
  }
}
