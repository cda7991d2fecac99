package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.server.TestServer.Reply;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
    server.addMember(server.organization, "staff@acme.example", "STAFF");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply begin(Object... body) {
    return server.post("/v1/files/uploads", json(body));
  }

  private static HttpRequest.Builder putting(Reply begun, String content) {
    return HttpRequest.newBuilder(URI.create((String) begun.body().get("uploadUrl")))
        .PUT(BodyPublishers.ofString(content));
  }

  private static Reply put(Reply begun, String content) {
    return server.send(putting(begun, content));
  }

  /** Stores a text and returns the path of its file. */
  private static String stored(String name, String content, Object... more) {
    Object[] body = new Object[more.length + 2];
    body[0] = "name";
    body[1] = name;
    System.arraycopy(more, 0, body, 2, more.length);
    Reply begun = begin(body);
    assertThat(put(begun, content).status()).isEqualTo(200);
    return "/v1/files/" + begun.body().get("fileId");
  }

  @Test
  void upload_putOnce_isReadBack() {
    Reply begun = begin("name", "notes.txt", "size", 7L, "isPublic", false);
    assertThat(begun.status()).isEqualTo(201);
    assertThat(begun.body()).containsEntry("method", "PUT").containsKey("expiresAt");
    assertThat((String) begun.body().get("uploadUrl"))
        .startsWith(server.server.address() + "/public/uploads/");

    Reply put = put(begun, "Bonjour");
    Reply again = put(begun, "Bonjour");
    String path = begun.header("Location");
    Reply content = server.get(path + "/content");

    assertThat(put.body()).containsEntry("state", "READY").containsEntry("size", 7L);
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("UPLOAD_USED");
    assertThat(content.text()).isEqualTo("Bonjour");
    assertThat(content.header("Content-Type")).isEqualTo("text/plain");
    assertThat(content.header("Content-Length")).isEqualTo("7");
    assertThat(content.header("ETag")).isEqualTo("\"" + put.body().get("sha256") + "\"");
    assertThat(content.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(content.header("Content-Security-Policy")).endsWith("sandbox");
    assertThat(content.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"notes.txt\"; filename*=UTF-8''notes.txt");
    assertThat(server.get(path).body())
        .containsEntry("state", "READY")
        .doesNotContainKey("storageKey");
  }

  @Test
  void upload_underAKey_isBegunOnce() {
    String body = json("name", "notes.txt");

    Reply first = server.post("/v1/files/uploads", body, "Idempotency-Key", "upload-1");
    Reply again = server.post("/v1/files/uploads", body, "Idempotency-Key", "upload-1");

    assertThat(again.body()).isEqualTo(first.body());
    assertThat(again.header("Idempotent-Replay")).isEqualTo("true");
  }

  @Test
  void upload_wrongFields_areNamed() {
    assertThat(begin().status()).isEqualTo(422);
    assertThat(begin().errors().get(0)).containsEntry("field", "name");
    assertThat(begin("name", "a.txt", "state", "READY").errors().get(0))
        .containsEntry("code", "UNKNOWN_FIELD");
    assertThat(begin("name", "a.txt", "size", "many").status()).isEqualTo(422);
    assertThat(begin("name", "a.txt", "size", 1L << 40).errors().get(0))
        .containsEntry("code", "FILE_TOO_LARGE");
    assertThat(begin("name", "a.txt", "relatedTo", "account:" + UUID.randomUUID()).errors().get(0))
        .containsEntry("code", "REFERENCE_NOT_FOUND");
    assertThat(server.send(server.request("POST", "/v1/files/uploads")).status()).isEqualTo(401);
  }

  @Test
  void put_otherThanAnnounced_isRefusedAndMayComeAgain() {
    Reply begun = begin("name", "a.txt", "size", 5L);

    Reply more = put(begun, "Hello!");
    Reply chunked =
        server.send(
            HttpRequest.newBuilder(URI.create((String) begun.body().get("uploadUrl")))
                .PUT(
                    BodyPublishers.ofInputStream(
                        () ->
                            new ByteArrayInputStream(
                                "Hello, you".getBytes(StandardCharsets.UTF_8)))));
    Reply packed = server.send(putting(begun, "Hello").header("Content-Encoding", "gzip"));

    assertThat(more.status()).isEqualTo(422);
    assertThat(more.errors().get(0)).containsEntry("code", "FILE_SIZE");
    assertThat(chunked.errors().get(0)).containsEntry("code", "FILE_SIZE");
    assertThat(packed.status()).isEqualTo(415);
    assertThat(put(begun, "").errors().get(0)).containsEntry("code", "FILE_SIZE");
    assertThat(put(begun, "Hello").status()).isEqualTo(200);
  }

  @Test
  void put_tooLarge_isCutOff() {
    Reply begun = begin("name", "a.txt");
    Reply told = put(begun, "x".repeat(TestServer.LARGEST_FILE + 1));
    Reply cut =
        server.send(
            HttpRequest.newBuilder(URI.create((String) begun.body().get("uploadUrl")))
                .PUT(
                    BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(new byte[TestServer.LARGEST_FILE * 2]))));

    assertThat(told.status()).isEqualTo(413);
    assertThat(told.code()).isEqualTo("FILE_TOO_LARGE");
    assertThat(cut.status()).isEqualTo(413);
  }

  @Test
  void put_badContent_isRefused() {
    Reply refused = put(begin("name", "run.pdf"), "no PDF at all");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.errors().get(0)).containsEntry("code", "FILE_EXTENSION");
  }

  @Test
  void put_halfOfTheBody_mayComeAgain() throws IOException {
    Reply begun = begin("name", "a.txt");
    String path = URI.create((String) begun.body().get("uploadUrl")).getPath();

    String answer =
        RawCall.halfClosed(
            server.server.port(),
            "PUT "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 100\r\n\r\nhalf");

    assertThat(answer).doesNotContain(" 200 ");
    assertThat(put(begun, "whole").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "AAAA", "..%2f..", "%00"})
  void put_noToken_isNotFound(String token) {
    Reply reply =
        server.send(
            server.request("PUT", "/public/uploads/" + token).PUT(BodyPublishers.ofString("x")));

    assertThat(reply.status()).isBetween(400, 404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bytes=0-0; 206; B; bytes 0-0/7",
        "bytes=2-3; 206; nj; bytes 2-3/7",
        "bytes=5-; 206; ur; bytes 5-6/7",
        "bytes=6-99; 206; r; bytes 6-6/7",
        "bytes=-2; 206; ur; bytes 5-6/7",
        "bytes=-99; 206; Bonjour; bytes 0-6/7",
        "bytes=0-99999999999999999999; 206; Bonjour; bytes 0-6/7",
        "bytes=3-2; 200; Bonjour; ''",
        "bytes=-; 200; Bonjour; ''",
        "bytes=0-1,3-4; 200; Bonjour; ''",
        "lines=0-1; 200; Bonjour; ''",
        "bytes=7-; 416; ; bytes */7",
        "bytes=99999999999999999999-; 416; ; bytes */7",
        "bytes=-0; 416; ; bytes */7"
      })
  void content_part_isThatPart(String range, int status, String text, String told) {
    String path = stored("part.txt", "Bonjour");

    Reply reply = server.get(path + "/content", "Range", range);

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.header("Content-Range")).isEqualTo(told);
    if (status < 400) {
      assertThat(reply.text()).isEqualTo(text);
    } else {
      assertThat(reply.code()).isEqualTo("RANGE_NOT_SATISFIABLE");
    }
  }

  @Test
  void content_conditions_areKept() {
    String path = stored("part.txt", "Bonjour") + "/content";
    String tag = server.get(path).header("ETag");

    Reply known = server.get(path, "If-None-Match", "\"x\", W/" + tag);
    Reply same = server.get(path, "Range", "bytes=0-1", "If-Range", tag);
    Reply other = server.get(path, "Range", "bytes=0-1", "If-Range", "\"x\"");
    Reply head = server.call("HEAD", path, null);

    assertThat(known.status()).isEqualTo(304);
    assertThat(known.text()).isEmpty();
    assertThat(same.text()).isEqualTo("Bo");
    assertThat(other.text()).isEqualTo("Bonjour");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo("7");
    assertThat(head.header("Accept-Ranges")).isEqualTo("bytes");
    assertThat(head.text()).isEmpty();
  }

  @Test
  void content_strangeName_isSafeInTheHead() {
    String path = stored("été \"; x=\r\ny.txt", "Bonjour");

    assertThat(server.get(path + "/content").header("Content-Disposition"))
        .isEqualTo(
            "attachment; filename=\"_t_ __ x_y.txt\"; filename*=UTF-8''%C3%A9t%C3%A9%20%22%3B%20x%3Dy.txt");
  }

  @Test
  void content_beforeItCame_isNotReady() {
    Reply begun = begin("name", "a.txt");
    String path = begun.header("Location");
    String staff = server.login("staff@acme.example");

    assertThat(server.get(path + "/content").status()).isEqualTo(409);
    assertThat(server.get(path + "/content").code()).isEqualTo("FILE_NOT_READY");
    assertThat(server.callAs(staff, "GET", path + "/content", null).status()).isEqualTo(404);
    assertThat(server.get("/v1/files/" + UUID.randomUUID() + "/content").status()).isEqualTo(404);
    assertThat(server.get("/v1/files/x/thumbnail").status()).isEqualTo(404);
    assertThat(server.send(server.request("GET", path + "/content")).status()).isEqualTo(401);
  }

  @Test
  void file_onARecord_isReadByItsReadersOverHttp() {
    String account = "account:" + server.post("/v1/accounts", json("name", "Acme")).id();
    String path = stored("offer.txt", "1,000", "relatedTo", account);
    String staff = server.login("staff@acme.example");

    Reply list = server.callAs(staff, "GET", "/v1/files?relatedTo=" + account, null);

    assertThat(server.callAs(staff, "GET", path + "/content", null).text()).isEqualTo("1,000");
    assertThat(list.list("items")).hasSize(1);
    assertThat(server.callAs(staff, "GET", "/v1/files", null).list("items")).isEmpty();
    Reply change = server.callAs(staff, "PATCH", path, json("name", "x.txt"), "If-Match", "*");
    assertThat(change.status()).isEqualTo(403);
  }

  @Test
  void publicFile_needsNoLogin() {
    String shown = stored("logo.txt", "shown", "isPublic", true);
    String hidden = stored("secret.txt", "hidden");
    String base = "/public/files/" + server.organization + "/";
    UUID elsewhere = server.crm.createOrganization("Elsewhere");

    Reply open = server.send(server.request("GET", base + shown.substring(10)));

    assertThat(open.text()).isEqualTo("shown");
    assertThat(open.header("Cache-Control")).isEqualTo("public, no-cache");
    assertThat(open.response().headers().allValues("Cross-Origin-Resource-Policy"))
        .containsExactly("cross-origin");
    for (String path :
        new String[] {
          base + hidden.substring(10),
          "/public/files/" + elsewhere + "/" + shown.substring(10),
          "/public/files/" + new UUID(0, 0) + "/" + shown.substring(10),
          "/public/files/x/" + shown.substring(10),
          base + "x"
        }) {
      assertThat(server.send(server.request("GET", path)).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void document_overHttp_keepsItsRevisions() {
    String first = stored("a.txt", "a").substring(10);
    String second = stored("b.txt", "b").substring(10);
    String path =
        "/v1/documents/"
            + server.post("/v1/documents", json("title", "Offer", "fileId", first)).id();

    Reply revised = server.call("PATCH", path, json("fileId", second), "If-Match", "*");
    Reply illegal = server.call("PATCH", path, json("status", "SIGNED"), "If-Match", "*");

    assertThat(revised.body()).containsEntry("revision", 2L);
    assertThat(server.get("/v1/documents/" + revised.body().get("previousId")).body())
        .containsEntry("fileId", first);
    assertThat(illegal.status()).isEqualTo(409);
    assertThat(illegal.code()).isEqualTo("ILLEGAL_MOVE");
  }

  @Test
  void store_isDown_answers503AndComesBack() {
    Reply begun = begin("name", "a.txt");
    server.files.isDown = true;

    Reply down = put(begun, "lost");
    server.files.isDown = false;

    assertThat(down.status()).isEqualTo(503);
    assertThat(down.header("Retry-After")).isNotEmpty();
    assertThat(put(begun, "kept").status()).isEqualTo(200);
  }

  @Test
  void store_failsWhileItIsRead_cutsTheAnswerOff() {
    String path = stored("long.txt", "x".repeat(90_000)) + "/content";
    HttpRequest request =
        server.request("GET", path).header("Authorization", "Bearer " + server.admin).build();
    try {
      server.files.breaksBehind = 80_000;
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> server.client.send(request, BodyHandlers.ofString()));
      server.files.breaksBehind = 100;
      Reply atOnce = server.get(path);
      assertThat(atOnce.status()).isEqualTo(503);
      assertThat(atOnce.code()).isEqualTo("FILE_STORE_UNAVAILABLE");
    } finally {
      server.files.breaksBehind = Integer.MAX_VALUE;
    }
    assertThat(server.get(path).text()).hasSize(90_000);
  }

  @Test
  void thumbnail_ofAnImage_isShownOnceItIsDrawn() throws Exception {
    BufferedImage image = new BufferedImage(400, 200, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Reply begun = begin("name", "photo.png");
    server.send(
        HttpRequest.newBuilder(URI.create((String) begun.body().get("uploadUrl")))
            .PUT(BodyPublishers.ofByteArray(png.toByteArray())));
    String path = begun.header("Location");
    assertThat(server.get(path + "/thumbnail").status()).isEqualTo(404);

    server.crm.jobs().runDue();

    Reply thumbnail = server.get(path + "/thumbnail");
    assertThat(thumbnail.header("Content-Type")).isEqualTo("image/png");
    assertThat(thumbnail.response().body()).hasSizeLessThan(png.size() * 4);
    assertThat(thumbnail.header("ETag")).endsWith("-thumbnail\"");
  }
}
