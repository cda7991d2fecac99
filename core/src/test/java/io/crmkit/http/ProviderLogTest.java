package io.crmkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class ProviderLogTest {
  private final Bench bench = new Bench();
  private final Logger logger = (Logger) LoggerFactory.getLogger(ProviderClient.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.TRACE);
    logger.setAdditive(false);
  }

  @AfterEach
  void close() {
    logger.setLevel(null);
    logger.setAdditive(true);
    logger.detachAppender(lines);
    bench.close();
  }

  private String log() {
    StringBuilder text = new StringBuilder();
    lines.list.forEach(line -> text.append(line.getFormattedMessage()).append('\n'));
    return text.toString();
  }

  @Test
  void log_failedCall_showsHowItEndedAndNothingPersonal() {
    bench.provider.answer(
        FakeAnswer.json(
                400,
                """
                {"category":"VALIDATION_ERROR","message":"awa@example.test exists","plan":"gold",
                 "access_token":"tok1","awa@example.test":{"phone":"771234567","tel":"+221771234567"}}
                """)
            .header("X-Request-Id", "req-9")
            .header("Set-Cookie", "session-1"));
    ProviderRequest request =
        ProviderRequest.post("/contacts/{email}", "awa@example.test")
            .query("q", "Awa Ndiaye")
            .header("X-Own", "own-1")
            .json(Map.of("name", "Awa Ndiaye"));

    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> bench.client(c -> c.redacted("Plan"), Authorizer.bearer("hush")).send(request));

    assertThat(log())
        .contains("acme POST /contacts/{email} -> 400", "req-9", "VALIDATION_ERROR")
        .doesNotContain("awa", "Awa", "hush", "own-1", "tok1", "1234567", "session-1", "gold");
    assertThat(e.toString() + e.context()).doesNotContain("awa", "hush");
  }

  @Test
  void log_answerThatIsNoJson_showsItsSizeOnly() {
    bench.provider.answer(
        FakeAnswer.status(404)
            .body("<b>Awa</b>".getBytes(java.nio.charset.StandardCharsets.UTF_8)));

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> bench.client().send(ProviderRequest.get("/x")));

    assertThat(log()).contains("10 bytes").doesNotContain("Awa");
  }

  @Test
  void log_linkWithAToken_isNotShown() {
    bench.provider.answer(FakeAnswer.json("{}"));

    bench.client().send(ProviderRequest.follow(bench.provider.url() + "/users/awa?token=hush"));

    assertThat(log()).contains("GET (link) -> 200").doesNotContain("hush", "awa");
  }
}
