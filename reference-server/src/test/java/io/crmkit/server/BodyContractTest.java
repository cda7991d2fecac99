package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a body may be. */
final class BodyContractTest {
  private static final String GOOD = json("name", "A", "capacity", 1L);
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"name\": \"A\", \"capacity\": \"1\"}; 422",
        "{\"name\": 1, \"capacity\": 1}; 422",
        "{\"name\": \"A\", \"capacity\": 1.5}; 422",
        "{\"name\": \"A\", \"capacity\": 99999999999}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"rent\": {\"amount\": 5, \"currency\": \"XOF\"}}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"rent\": {\"amount\": \"5.5\", \"currency\": \"XOF\"}}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"rent\": {\"amount\": \"5\"}}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"place\": \"Dakar\"}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"place\": {\"street\": \"x\"}}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"tags\": \"x\"}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"annexOf\": \"x\"}; 422",
        "{\"name\": \"A\", \"capacity\": 1, \"custom\": {\"x\": 1}}; 422",
        "{\"name\": \"A\", \"name\": \"B\", \"capacity\": 1}; 400",
        "{\"name\": \"\\ud800\", \"capacity\": 1}; 400",
        "{\"name\": \"a\\u0000b\", \"capacity\": 1}; 400",
        "{\"\\u0000\": 1}; 400",
        "{\"name\": \"A\", \"capacity\": 1} {}; 400",
        "{\"name\": NaN}; 400",
        "{'name': 1}; 400",
        "[]; 422",
        "null; 422",
        "\"x\"; 422"
      })
  void create_body_isJudged(String body, int status) {
    assertThat(server.post("/v1/venues", body).status()).isEqualTo(status);
  }

  @Test
  void create_unreadableBytes_areMalformed() {
    byte[] invalid =
        "{\"name\": \"\u00e9\", \"capacity\": 1}".getBytes(StandardCharsets.ISO_8859_1);
    byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16LE);

    assertThat(posted(invalid).status()).isEqualTo(400);
    assertThat(posted(wide).status()).isEqualTo(400);
    assertThat(posted(new byte[0]).status()).isEqualTo(400);
    String deep = "[".repeat(5_000) + "]".repeat(5_000);
    assertThat(posted(("{\"name\": " + deep + "}").getBytes(StandardCharsets.UTF_8)).code())
        .isEqualTo("MALFORMED_JSON");
  }

  private static Reply posted(byte[] body) {
    return server.send(
        HttpRequest.newBuilder(server.uri("/v1/venues"))
            .header("Authorization", "Bearer " + server.admin)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  @Test
  void create_hugeBody_isTooLarge() {
    String huge = json("name", "x".repeat(1 << 20), "capacity", 1L);

    Reply reply = server.post("/v1/venues", huge);

    assertThat(reply.status()).isEqualTo(413);
    assertThat(reply.code()).isEqualTo("BODY_TOO_LARGE");
    HttpRequest.Builder chunked =
        HttpRequest.newBuilder(server.uri("/v1/venues"))
            .header("Authorization", "Bearer " + server.admin)
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofInputStream(
                    () -> new java.io.ByteArrayInputStream(huge.getBytes(StandardCharsets.UTF_8))));
    assertThat(server.send(chunked).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/xml",
        "application/json; charset=latin1",
        "application/json; charset=klingon",
        "json",
        ""
      })
  void create_wrongContentType_isUnsupported(String type) {
    Reply reply = server.post("/v1/venues", GOOD, "Content-Type", type);

    assertThat(reply.status()).isEqualTo(415);
  }

  @Test
  void create_otherBodies_areUnsupported() {
    assertThat(server.post("/v1/venues", GOOD, "Content-Encoding", "gzip").status()).isEqualTo(415);
    assertThat(
            server
                .post("/v1/venues", GOOD, "Content-Type", "application/merge-patch+json")
                .status())
        .isEqualTo(415);
    assertThat(
            server
                .post("/v1/venues", GOOD, "Content-Type", "Application/JSON; charset=\"UTF-8\"")
                .status())
        .isEqualTo(201);
    HttpRequest.Builder none =
        HttpRequest.newBuilder(server.uri("/v1/venues"))
            .header("Authorization", "Bearer " + server.admin)
            .POST(BodyPublishers.ofString(GOOD));
    assertThat(server.send(none).status()).isEqualTo(415);
  }
}
