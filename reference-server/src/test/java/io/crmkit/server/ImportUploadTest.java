package io.crmkit.server;

import static io.crmkit.server.Imports.count;
import static io.crmkit.server.Imports.form;
import static io.crmkit.server.Imports.send;
import static io.crmkit.server.Imports.sendForm;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies that are no import, and what they leave behind: nothing. */
@Timeout(60)
final class ImportUploadTest {
  private static final String IMPORT = "/v1/venues/import";
  private static final int MOST = 300_000;
  private static final String GOOD = "name,capacity\nA,1\n";

  @TempDir private static Path folder;
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            ServerConfig.builder()
                .port(0)
                .rateLimit(0)
                .importFolder(folder)
                .maxImport(MOST)
                .build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @AfterEach
  void nothingIsLeft() throws IOException {
    try (Stream<Path> left = Files.walk(folder)) {
      assertThat(left.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(server.get("/v1/imports").list("items")).isEmpty();
    assertThat(count(server, "name=A")).isZero();
  }

  private static void assertRefused(Reply reply, int status, String code) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(status);
    assertThat(reply.code()).as(reply.text()).isEqualTo(code);
    assertThat(reply.text()).doesNotContain("Exception", folder.toString(), "jetty");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 415, UNSUPPORTED_MEDIA_TYPE",
    "application/json, 415, UNSUPPORTED_MEDIA_TYPE",
    "application/vnd.ms-excel, 415, UNSUPPORTED_MEDIA_TYPE",
    "text/csv; charset=klingon, 415, UNSUPPORTED_MEDIA_TYPE",
    "text/csv; charset=*, 415, UNSUPPORTED_MEDIA_TYPE",
    "multipart/form-data, 400, MALFORMED_FORM",
    "multipart/form-data; boundary=other, 400, MALFORMED_FORM"
  })
  void import_wrongType_isRefused(String type, int status, String code) {
    assertRefused(send(server, IMPORT, type, GOOD.getBytes(StandardCharsets.UTF_8)), status, code);
  }

  @ParameterizedTest
  @CsvSource({
    "key=nonsense, INVALID_KEY",
    "key=roomCount, INVALID_KEY",
    "dryRun=yes, INVALID_VALUE",
    "dryrun=true, UNKNOWN_PARAMETER",
    "dryRun=true&dryRun=true, REPEATED_PARAMETER"
  })
  void import_wrongParameter_isNamed(String query, String code) {
    assertRefused(send(server, IMPORT + "?" + query, GOOD), 400, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ | mapping",
        "[] | mapping",
        "{\"colums\": {}} | colums",
        "{\"columns\": {\"nothing\": \"name\"}} | nothing",
        "{\"columns\": {\"name\": \"nothing\"}} | nothing",
        "{\"columns\": {\"name\": \"roomCount\"}} | roomCount",
        "{\"columns\": {\"name\": {\"by\": \"x\"}}} | columns.name",
        "{\"skipLines\": -1} | skipLines"
      })
  void import_wrongMapping_isNamed(String mapping, String named) {
    String inAddress = URLEncoder.encode(mapping, StandardCharsets.UTF_8);

    Reply address = send(server, IMPORT + "?mapping=" + inAddress, GOOD);
    Reply part = sendForm(server, IMPORT, "file", GOOD, "mapping", mapping);

    assertRefused(address, 400, "INVALID_MAPPING");
    assertRefused(part, 400, "INVALID_MAPPING");
    assertThat(String.valueOf(address.body().get("detail"))).contains(named);
  }

  @Test
  void import_wrongForm_isRefused() {
    assertRefused(sendForm(server, IMPORT, "mapping", "{}"), 400, "MALFORMED_FORM");
    assertRefused(sendForm(server, IMPORT, "file", GOOD, "more", GOOD), 400, "MALFORMED_FORM");
    assertRefused(
        sendForm(server, IMPORT, "mapping", "{}", "mapping", "{}"), 400, "MALFORMED_FORM");
    assertRefused(
        sendForm(server, IMPORT + "?mapping=%7B%7D", "file", GOOD, "mapping", "{}"),
        400,
        "INVALID_MAPPING");
    assertRefused(
        sendForm(server, IMPORT, "file", GOOD, "mapping", " ".repeat(70_000)),
        400,
        "INVALID_MAPPING");
    String whole = form("file", GOOD);
    byte[] cut = whole.substring(0, whole.length() - 20).getBytes(StandardCharsets.UTF_8);
    assertRefused(
        send(server, IMPORT, "multipart/form-data; boundary=----crmkit", cut),
        400,
        "MALFORMED_FORM");
  }

  @Test
  void import_whatIsNoTable_isRefused() {
    byte[] zip = {'P', 'K', 3, 4, 0, 0, 0, 0};
    byte[] broken = "name,capacity\n\u00c9,1\n".getBytes(StandardCharsets.ISO_8859_1);

    assertRefused(send(server, IMPORT, "text/csv", zip), 415, "NOT_CSV");
    assertRefused(send(server, IMPORT, "text/csv", new byte[0]), 400, "EMPTY_FILE");
    assertRefused(sendForm(server, IMPORT, "file", ""), 400, "EMPTY_FILE");
    assertRefused(send(server, IMPORT, "text/csv; charset=utf-8", broken), 400, "INVALID_ENCODING");
    assertRefused(send(server, IMPORT, "<html><p>login</p></html>"), 415, "NOT_CSV");
    assertRefused(send(server, IMPORT, "this,that\n1,2\n"), 400, "NO_COLUMNS");
    assertRefused(send(server, IMPORT, "#crmkit-schema: lead/1\n" + GOOD), 400, "WRONG_TYPE");
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  @Test
  void import_wronglyPacked_isRefused() throws IOException {
    byte[] good = packed(GOOD.getBytes(StandardCharsets.UTF_8));
    byte[] cut = java.util.Arrays.copyOf(good, good.length - 12);

    assertRefused(send(server, IMPORT, "text/csv", cut), 400, "BROKEN_GZIP");
    assertRefused(send(server, IMPORT, "text/csv", packed(good)), 415, "NOT_CSV");
    assertRefused(
        send(server, IMPORT, "text/csv", good, "Content-Encoding", "br"),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
  }

  @Test
  void import_tooLarge_isRefusedHoweverItComes() throws IOException {
    byte[] large = new byte[MOST + 1];
    java.util.Arrays.fill(large, (byte) 'a');
    Reply chunked =
        server.send(
            server
                .request("POST", IMPORT)
                .header("Authorization", "Bearer " + server.admin)
                .header("Content-Type", "text/csv")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))));

    assertRefused(send(server, IMPORT, "text/csv", large), 413, "BODY_TOO_LARGE");
    assertRefused(chunked, 413, "BODY_TOO_LARGE");
    assertThat(chunked.response().headers().firstValue("Connection")).hasValue("close");
    assertRefused(send(server, IMPORT, "text/csv", packed(large)), 413, "BODY_TOO_LARGE");
    String text = new String(large, StandardCharsets.US_ASCII);
    assertRefused(sendForm(server, IMPORT, "file", text), 413, "BODY_TOO_LARGE");
    assertRefused(sendForm(server, IMPORT, "file", text.repeat(3)), 413, "BODY_TOO_LARGE");
    byte[] form = form("file", "a", "mapping", text.repeat(3)).getBytes(StandardCharsets.UTF_8);
    Reply chunkedForm =
        server.send(
            server
                .request("POST", IMPORT)
                .header("Authorization", "Bearer " + server.admin)
                .header("Content-Type", "multipart/form-data; boundary=----crmkit")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form))));
    assertRefused(chunkedForm, 413, "BODY_TOO_LARGE");
  }

  @Test
  void import_refusedWhileItComes_isAnsweredToOneWhoWritesToTheEnd() throws IOException {
    int length = 8_000_000;
    String rest =
        " HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\nContent-Length: "
            + length
            + "\r\nAuthorization: Bearer ";
    String body = "\r\n\r\n" + "a".repeat(length);
    int port = server.server.port();

    assertThat(RawCall.raw(port, "POST " + IMPORT + rest + server.admin + body))
        .startsWith("HTTP/1.1 413");
    assertThat(RawCall.raw(port, "POST " + IMPORT + rest + "nobody" + body))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void import_brokenOff_leavesNothing() throws IOException {
    String head =
        "POST /v1/venues/import HTTP/1.1\r\nHost: a\r\nContent-Type: text/csv\r\n"
            + "Content-Length: 1000\r\nConnection: close\r\nAuthorization: Bearer "
            + server.admin
            + "\r\n\r\nname,cap";

    String answer = RawCall.halfClosed(server.server.port(), head);

    assertThat(answer).startsWith("HTTP/1.1 400");
  }
}
