package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookSenderTest {
  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final String SECRET = StandardWebhookSigner.newSecret();
  private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
  private static final String PUBLIC = "93.184.216.34";

  private final FakeProvider target = new FakeProvider();
  private final SettableClock clock = new SettableClock(NOW);
  private final List<String> asked = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    target.close();
  }

  private WebhookAnswer send(WebhookConfig config, String url) {
    try (WebhookSender sender = new WebhookSender(config, clock)) {
      return sender.send(url, List.of(SECRET), "msg_1", BODY);
    }
  }

  private WebhookAnswer sendTo(FakeAnswer answer) {
    target.otherwise(request -> answer);
    return send(WebhookBench.LOCAL, target.url());
  }

  /** Returns settings of the open internet, whose names stand for these addresses. */
  private WebhookConfig resolving(AddressGuard.Builder guard, String... addresses) {
    return WebhookConfig.builder()
        .guard(guard.build())
        .resolver(
            host -> {
              asked.add(host);
              List<InetAddress> found = new ArrayList<>();
              for (String address : addresses) {
                found.add(InetAddress.getByName(address));
              }
              if (found.isEmpty()) {
                throw new UnknownHostException(host);
              }
              return found;
            })
        .connectTimeout(Duration.ofMillis(200))
        .build();
  }

  private int port() {
    return Integer.parseInt(target.url().substring(target.url().lastIndexOf(':') + 1));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.org/hook,HTTPS_REQUIRED",
    "https://127.0.0.1/hook,ADDRESS_NOT_ALLOWED",
    "https://[::1]/hook,ADDRESS_NOT_ALLOWED",
    "https://2130706433/hook,ADDRESS_NOT_ALLOWED",
    "https://0x7f.1/hook,ADDRESS_NOT_ALLOWED",
    "https://169.254.169.254/latest,ADDRESS_NOT_ALLOWED",
    "https://localhost/hook,LOCAL_NAME",
    "https://user:word@example.org/,USER_INFO",
    "https://example.org:6379/,PORT_NOT_ALLOWED",
    "ftp://example.org/,INVALID_URL",
    "no address,INVALID_URL"
  })
  void send_addressThatIsNotAllowed_isRefusedAsWritten(String url, String code) {
    WebhookAnswer answer = send(resolving(AddressGuard.builder(), PUBLIC), url);

    assertThat(answer.isTaken()).isFalse();
    assertThat(answer.statusCode()).isNull();
    assertThat(answer.answer()).isIn(code, "INVALID_URL");
    assertThat(asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.7", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"})
  void send_nameThatStandsForAPrivateAddress_isRefusedAtTheCall(String address) {
    target.otherwise(request -> FakeAnswer.status(200));
    AddressGuard.Builder guard = AddressGuard.builder().allowHttp(true).allowPort(port());

    WebhookAnswer answer =
        send(resolving(guard, address), "http://hooks.example.org:" + port() + "/hook");

    assertThat(answer.answer()).isEqualTo("ADDRESS_NOT_ALLOWED");
    assertThat(asked).containsExactly("hooks.example.org");
    assertThat(target.requests()).isEmpty();
  }

  @Test
  void send_oneOfSeveralAddressesIsPrivate_isRefused() {
    AddressGuard.Builder guard = AddressGuard.builder().allowHttp(true).allowPort(port());

    WebhookAnswer answer =
        send(resolving(guard, PUBLIC, "127.0.0.1"), "http://hooks.example.org:" + port() + "/hook");

    assertThat(answer.answer()).isEqualTo("ADDRESS_NOT_ALLOWED");
    assertThat(target.requests()).isEmpty();
  }

  @Test
  void send_nameThatIsAllowed_reachesTheAddressThatWasChecked() {
    target.otherwise(request -> FakeAnswer.status(200));
    AddressGuard.Builder guard = AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8");

    WebhookAnswer answer =
        send(resolving(guard, "127.0.0.1"), "http://hooks.example.org:" + port() + "/hook");

    assertThat(answer.isTaken()).isTrue();
    assertThat(target.lastRequest().header("host")).startsWith("hooks.example.org");
  }

  @Test
  void send_unknownName_says() {
    WebhookAnswer answer = send(resolving(AddressGuard.builder()), "https://hooks.example.org/");

    assertThat(answer.answer()).isEqualTo("UNKNOWN_HOST");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void send_redirection_isAFailureAndNotFollowed(int status) {
    try (FakeProvider elsewhere = new FakeProvider()) {
      WebhookAnswer answer =
          sendTo(FakeAnswer.status(status).header("Location", elsewhere.url() + "/inside"));

      assertThat(answer.isTaken()).isFalse();
      assertThat(answer.statusCode()).isEqualTo(status);
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(target.requests()).hasSize(1);
    }
  }

  @Test
  void send_hostileAnswer_isKeptShortAndHarmless() {
    byte[] huge =
        ("\u0000\u001b[31m\u202e" + "x".repeat(5_000_000)).getBytes(StandardCharsets.UTF_8);

    WebhookAnswer answer = sendTo(FakeAnswer.status(500).body(huge));

    assertThat(answer.answer()).startsWith("[31m x").hasSize(1_000);
  }

  @Test
  void send_answerInTheMiddleOfASign_isCutBeforeIt() {
    byte[] body = ("x".repeat(999) + "😀😀").getBytes(StandardCharsets.UTF_8);

    assertThat(sendTo(FakeAnswer.status(500).body(body)).answer()).isEqualTo("x".repeat(999));
    assertThat(sendTo(FakeAnswer.status(500)).answer()).isNull();
  }

  @Test
  void send_success_keepsNothingOfTheAnswer() {
    WebhookAnswer answer = sendTo(FakeAnswer.json("{\"name\": \"Awa\"}"));

    assertThat(answer.isTaken()).isTrue();
    assertThat(answer.answer()).isNull();
    assertThat(answer.retryAfter()).isNull();
  }

  @Test
  void send_answerThatNeverEnds_endsWithTheTimeLimit() {
    WebhookConfig impatient =
        WebhookBench.local()
            .readTimeout(Duration.ofMillis(200))
            .callTimeout(Duration.ofMillis(600))
            .build();
    target.otherwise(request -> FakeAnswer.status(200).neverSent());
    WebhookAnswer silent = send(impatient, target.url());
    target.otherwise(
        request ->
            FakeAnswer.status(500)
                .body("x".repeat(5_000).getBytes(StandardCharsets.UTF_8))
                .trickling(1, Duration.ofMillis(100)));
    WebhookAnswer trickling = send(impatient, target.url());

    assertThat(silent.answer()).isEqualTo("TIMEOUT");
    assertThat(silent.statusCode()).isNull();
    assertThat(trickling.statusCode()).isEqualTo(500);
    assertThat(trickling.took()).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void send_lostAndRefusedConnections_areTold() {
    WebhookAnswer lost = sendTo(FakeAnswer.status(200).lost());
    target.close();
    WebhookAnswer refused = send(WebhookBench.LOCAL, target.url());

    assertThat(lost.answer()).isEqualTo("CONNECTION_FAILED");
    assertThat(refused.answer()).isEqualTo("CONNECTION_FAILED");
    assertThat(send(WebhookBench.LOCAL, target.url().replace("http:", "https:")).isTaken())
        .isFalse();
  }

  @Test
  void send_tlsThatFails_isTold() throws Exception {
    try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket call = plain.accept()) {
                  call.getOutputStream().write("no TLS here".getBytes(StandardCharsets.UTF_8));
                  call.shutdownOutput();
                  call.getInputStream().readAllBytes();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      answering.start();

      WebhookAnswer answer =
          send(WebhookBench.LOCAL, "https://127.0.0.1:" + plain.getLocalPort() + "/hook");

      assertThat(answer.answer()).isEqualTo("TLS_FAILED");
      answering.join(10_000);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "120,PT2M",
    "0,PT0S",
    "999999999,P1D",
    "'Mon, 23 Nov 2026 09:00:00 GMT',PT1H",
    "'Mon, 23 Nov 2026 07:00:00 GMT',",
    "-5,",
    "soon,"
  })
  void send_retryAfter_isUnderstoodWithinADay(String header, String wanted) {
    WebhookAnswer answer = sendTo(FakeAnswer.status(429).header("Retry-After", header));

    assertThat(answer.retryAfter()).isEqualTo(wanted == null ? null : Duration.parse(wanted));
  }

  @Test
  void send_withoutASecret_isNotDone() {
    try (WebhookSender sender = new WebhookSender(WebhookBench.LOCAL, clock)) {
      assertThat(sender.send(target.url(), List.of(), "msg_1", BODY).answer())
          .isEqualTo("NO_SECRET");
    }
    assertThat(target.requests()).isEmpty();
  }

  @Test
  void build_wrongLimits_areAllNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WebhookConfig.builder()
                    .connectTimeout(Duration.ZERO)
                    .callTimeout(Duration.ofHours(1))
                    .build())
        .withMessage("connectTimeout, callTimeout: from a millisecond to a minute");
  }
}
