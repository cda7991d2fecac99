package io.crmkit.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.testkit.SettableClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebhookSimulatorTest {
  private final Instant now = Instant.parse("2026-11-21T10:00:00Z");
  private final FakeProvider target =
      new FakeProvider().otherwise(request -> FakeAnswer.status(204));
  private final WebhookSimulator simulator =
      new WebhookSimulator(
          URI.create(target.url() + "/hooks"),
          (body, time) ->
              Map.of(
                  "X-Signed",
                  time.getEpochSecond() + ":" + new String(body, StandardCharsets.UTF_8).length()),
          new SettableClock(now));

  @AfterEach
  void close() {
    target.close();
  }

  @Test
  void send_bodies_arriveSignedAndInOrder() {
    assertThat(simulator.send("{}", "[1]")).containsExactly(204, 204);

    assertThat(target.requests()).extracting("body").containsExactly("{}", "[1]");
    assertThat(target.lastRequest().header("x-signed")).isEqualTo(now.getEpochSecond() + ":3");
  }

  @Test
  void sendTwice_sameSignature() {
    simulator.sendTwice("{}");

    assertThat(target.requests())
        .hasSize(2)
        .extracting(request -> request.header("x-signed"))
        .containsOnly(now.getEpochSecond() + ":2");
  }

  @Test
  void sendAtOnce_allArrive() {
    assertThat(simulator.sendAtOnce("{}", 8)).hasSize(8).containsOnly(204);
  }

  @Test
  void sendShuffled_sameSeed_sameOrder() {
    simulator.sendShuffled(7, "1", "2", "3", "4", "5");
    simulator.sendShuffled(7, "1", "2", "3", "4", "5");

    var bodies = target.requests().stream().map(FakeRequest::body).toList();
    assertThat(bodies.subList(0, 5)).isEqualTo(bodies.subList(5, 10));
    assertThat(bodies.subList(0, 5)).containsExactlyInAnyOrder("1", "2", "3", "4", "5");
  }

  @Test
  void sendLateForgedUnsigned_areWhatTheySay() {
    simulator.sendLate("{}", Duration.ofMinutes(6));
    simulator.sendForged("{}");
    simulator.sendUnsigned("{}");

    assertThat(target.requests())
        .extracting(request -> request.header("x-signed"))
        .containsExactly(
            now.minusSeconds(360).getEpochSecond() + ":2", now.getEpochSecond() + ":3", null);
  }
}
