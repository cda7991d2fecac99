package io.crmkit.http;

import static io.crmkit.error.ProviderException.OUTCOME_UNKNOWN;
import static io.crmkit.error.ProviderException.REFUSED;
import static io.crmkit.error.ProviderException.TIMEOUT;
import static io.crmkit.error.ProviderException.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What may have been done, and what is safe to do again. */
final class LostAnswerTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static ProviderException failure(ProviderClient client, ProviderRequest request) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(request));
  }

  private static ProviderRequest order() {
    return ProviderRequest.post("/orders").json(Map.of("sum", 12));
  }

  @Test
  void send_answerToAWriteLost_isNotSentAgainAndUnknown() {
    bench.provider.damage(FakeAnswer::lost);

    ProviderException e = failure(bench.client(), order());

    assertThat(e.code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(e.mayRetry()).isFalse();
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void send_answerToAWriteCut_isNotSentAgainAndUnknown() {
    bench.provider.answer(FakeAnswer.json("{\"id\":\"abcdefghijklmnop\"}").cut());

    ProviderException e = failure(bench.client(), order());

    assertThat(e.code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void send_writeTimesOut_isUnknown() {
    bench.provider.answer(FakeAnswer.json("{}").neverSent());

    ProviderException e =
        failure(bench.client(c -> c.callTimeout(Duration.ofMillis(300))), order());

    assertThat(e.code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(e.mayRetry()).isFalse();
  }

  @Test
  void send_readTimesOut_isATimeout() {
    bench.provider.answer(FakeAnswer.json("{}").neverSent());

    ProviderException e =
        failure(
            bench.client(c -> c.retries(0)),
            ProviderRequest.get("/x").callTimeout(Duration.ofMillis(300)));

    assertThat(e.code()).isEqualTo(TIMEOUT);
    assertThat(e.mayRetry()).isTrue();
  }

  @Test
  void send_slowTrickle_endsAtTheCallsLimit() {
    bench.provider.answer(
        FakeAnswer.json("{\"a\":\"" + "b".repeat(2_000) + "\"}")
            .trickling(1, Duration.ofMillis(50)));

    ProviderException e =
        failure(
            bench.client(c -> c.retries(0)),
            ProviderRequest.get("/x").callTimeout(Duration.ofMillis(400)));

    assertThat(e.code()).isEqualTo(TIMEOUT);
  }

  @Test
  void send_writeWithAKey_isRetriedAfterALostAnswer() {
    bench.provider.otherwise(request -> FakeAnswer.json("{\"id\":1}"));
    bench.provider.damage(FakeAnswer::lost);

    ProviderAnswer answer = bench.client().send(order().idempotencyKey("Idempotency-Key", "k-1"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(bench.provider.requests())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.header("idempotency-key")).isEqualTo("k-1"));
  }

  @Test
  void send_writeWithAKeyNeverAnswered_isUnknownButMayBeRepeated() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}").lost());

    ProviderException e =
        failure(bench.client(c -> c.retries(1)), order().idempotencyKey("Idempotency-Key", "k"));

    assertThat(e.code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(e.mayRetry()).isTrue();
  }

  @Test
  void send_serverErrorToAWrite_isUnknownAndNotSentAgain() {
    bench.provider.answer(FakeAnswer.status(500));

    assertThat(failure(bench.client(), order()).code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void send_lostThenTooMany_staysUnknown() {
    bench.provider.answer(FakeAnswer.json("{}").lost(), FakeAnswer.tooMany(Duration.ofHours(1)));

    ProviderException e = failure(bench.client(), order().idempotent(true));

    assertThat(e.code()).isEqualTo(OUTCOME_UNKNOWN);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void send_lostThenRefused_isSettled() {
    bench.provider.answer(FakeAnswer.json("{}").lost(), FakeAnswer.status(409));

    assertThat(failure(bench.client(), order().idempotent(true)).code()).isEqualTo(REFUSED);
  }

  @Test
  void send_writeToNobody_wasNeverSentAndIsRetried() {
    ProviderClient client = bench.client(c -> c.retries(2));
    bench.provider.close();

    ProviderException e = failure(client, order());

    assertThat(e.code()).isEqualTo(UNAVAILABLE);
    assertThat(e.mayRetry()).isTrue();
    assertThat(bench.pauses.all()).hasSize(2);
    assertThat(e).hasMessageContaining("nothing was sent");
  }

  @Test
  void send_searchByPost_isRetriedAsARead() {
    bench.provider.answer(FakeAnswer.status(500), FakeAnswer.json("{}"));

    assertThat(bench.client().send(order().readOnly()).status()).isEqualTo(200);
  }
}
