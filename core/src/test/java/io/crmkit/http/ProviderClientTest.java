package io.crmkit.http;

import static io.crmkit.error.ProviderException.OUTCOME_UNKNOWN;
import static io.crmkit.error.ProviderException.RATE_LIMITED;
import static io.crmkit.error.ProviderException.REFUSED;
import static io.crmkit.error.ProviderException.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderClientTest {
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
  void send_json_reachesTheProviderAndComesBackPlain() {
    bench.provider.answer(FakeAnswer.json("{\"id\":\"a\",\"n\":1.50,\"list\":[true,null]}"));

    ProviderAnswer answer =
        bench
            .client(Authorizer.bearer("t-1"))
            .send(order().query("dry", "a b").query("none", null).header("X-Own", "v"));

    assertThat(answer.object().get("n")).hasToString("1.50");
    assertThat(bench.provider.lastRequest().method()).isEqualTo("POST");
    assertThat(bench.provider.lastRequest().query()).containsOnlyKeys("dry");
    assertThat(bench.provider.lastRequest().header("authorization")).isEqualTo("Bearer t-1");
    assertThat(bench.provider.lastRequest().header("x-own")).isEqualTo("v");
    assertThat(bench.provider.lastRequest().body()).isEqualTo("{\"sum\":12}");
    assertThat(bench.heard).containsExactly("POST /orders OK 0");
  }

  @Test
  void send_serverErrorsToARead_isRetriedWithGrowingPauses() {
    bench.provider.answer(FakeAnswer.status(500), FakeAnswer.status(503), FakeAnswer.json("{}"));

    ProviderAnswer answer = bench.client(c -> c.jitter(0)).send(ProviderRequest.get("/x"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(bench.pauses.all()).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    assertThat(bench.heard).containsExactly("GET /x OK 2");
  }

  @Test
  void send_jitter_shortensThePauseByAPartAtMost() {
    bench.provider.answer(FakeAnswer.status(500), FakeAnswer.json("{}"));

    bench.client(c -> c.jitter(0.5)).send(ProviderRequest.get("/x"));

    assertThat(bench.pauses.all().get(0)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  @Test
  void send_downForGood_tellsAllThatIsKnown() {
    bench.provider.otherwise(request -> FakeAnswer.status(502).header("X-Request-Id", "req-7"));

    ProviderException e = failure(bench.client(c -> c.retries(1)), ProviderRequest.get("/x"));

    assertThat(e.code()).isEqualTo(UNAVAILABLE);
    assertThat(e.provider()).isEqualTo("acme");
    assertThat(e.requestId()).isEqualTo("req-7");
    assertThat(e.status()).isEqualTo(502);
    assertThat(e.mayRetry()).isTrue();
    assertThat(e.retryAfter()).isPositive();
    assertThat(bench.provider.requests()).hasSize(2);
  }

  @Test
  void send_tooManyWithSeconds_waitsAsLongAsAsked() {
    bench.provider.answer(FakeAnswer.tooMany(Duration.ofSeconds(7)), FakeAnswer.json("{}"));

    bench.client(c -> c.jitter(0)).send(order());

    assertThat(bench.pauses.all()).containsExactly(Duration.ofSeconds(7));
  }

  @Test
  void send_tooManyWithADate_waitsUntilThen() {
    bench.provider.answer(
        FakeAnswer.tooManyUntil(bench.clock.instant().plusSeconds(9)), FakeAnswer.json("{}"));

    bench.client(c -> c.jitter(0)).send(order());

    assertThat(bench.pauses.all()).containsExactly(Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-5", "", "99999999999999999999", "1.5"})
  void send_retryAfterThatCannotBeRead_waitsAsUsual(String value) {
    bench.provider.answer(FakeAnswer.tooMany().header("Retry-After", value), FakeAnswer.json("{}"));

    bench.client(c -> c.jitter(0)).send(order());

    assertThat(bench.pauses.all()).containsExactly(Duration.ofMillis(500));
  }

  @Test
  void send_retryAfterBeyondTheLongest_failsAtOnceAndTellsIt() {
    bench.provider.answer(FakeAnswer.tooMany(Duration.ofHours(5)));

    ProviderException e = failure(bench.client(), order());

    assertThat(e.code()).isEqualTo(RATE_LIMITED);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofHours(5));
    assertThat(e.context()).containsEntry("retryAfterSeconds", 18_000L);
    assertThat(bench.pauses.all()).isEmpty();
  }

  @Test
  void send_refused_isNotRetried() {
    bench.provider.answer(FakeAnswer.json(422, "{}"));

    ProviderException e = failure(bench.client(), order().idempotent(true));

    assertThat(e.code()).isEqualTo(REFUSED);
    assertThat(e.mayRetry()).isFalse();
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void send_acceptedStatus_isReturned() {
    bench.provider.answer(FakeAnswer.json(404, "{\"why\":\"gone\"}"));

    ProviderAnswer answer = bench.client().send(ProviderRequest.get("/x").accept(404, 410));

    assertThat(answer.object()).containsEntry("why", "gone");
  }

  @Test
  void send_judgeKnowsBetter_isFollowed() {
    bench.provider.answer(FakeAnswer.json(403, "{\"reason\":\"rate\"}"), FakeAnswer.json("{}"));
    AnswerJudge judge =
        answer ->
            answer.status() == 403
                ? Judgement.of(Verdict.NOT_NOW).after(Duration.ofSeconds(3)).code("rate")
                : AnswerJudge.byStatus().judge(answer);

    bench.client(c -> c.judge(judge).jitter(0)).send(order());

    assertThat(bench.pauses.all()).containsExactly(Duration.ofSeconds(3));
  }

  @Test
  void send_judgeFindsIdAndCodeInTheBody_areTold() {
    bench.provider.answer(FakeAnswer.json(400, "{\"category\":\"BAD\",\"correlationId\":\"c-1\"}"));
    AnswerJudge judge =
        answer ->
            Judgement.of(Verdict.REFUSED)
                .code((String) answer.object().get("category"))
                .request((String) answer.object().get("correlationId"));

    ProviderException e = failure(bench.client(c -> c.judge(judge)), order());

    assertThat(e.providerCode()).isEqualTo("BAD");
    assertThat(e.requestId()).isEqualTo("c-1");
    assertThat(e).hasMessage("acme: POST /orders: answered 400");
  }

  @Test
  void send_judgeStumbles_theStatusDecides() {
    bench.provider.answer(FakeAnswer.status(503).body(new byte[] {'<'}), FakeAnswer.json("{}"));
    AnswerJudge judge =
        answer -> Judgement.of(answer.object().isEmpty() ? Verdict.ACCEPTED : Verdict.REFUSED);

    assertThat(bench.client(c -> c.judge(judge)).send(ProviderRequest.get("/x")).status())
        .isEqualTo(200);
  }

  @Test
  void close_callUnderWay_endsItForGood() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}").neverSent());
    ProviderClient client = bench.client();
    CompletableFuture<ProviderException> call =
        CompletableFuture.supplyAsync(() -> failure(client, ProviderRequest.get("/x")));
    await().until(() -> bench.provider.requests().size() == 1);

    client.close();

    assertThat(call.join().code()).isEqualTo(UNAVAILABLE);
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void json_ofAnAcceptedWriteThatCannotBeRead_isUnknown() {
    bench.provider.answer(FakeAnswer.json("<html>"));

    ProviderAnswer answer = bench.client().send(order());

    assertThat(catchThrowableOfType(ProviderException.class, answer::json).code())
        .isEqualTo(OUTCOME_UNKNOWN);
  }

  @Test
  void json_ofAReadThatCannotBeRead_isUnusable() {
    bench.provider.answer(FakeAnswer.json(""));

    ProviderAnswer answer = bench.client().send(ProviderRequest.get("/x"));

    assertThat(catchThrowableOfType(ProviderException.class, answer::object).code())
        .isEqualTo(ProviderException.ANSWER_UNUSABLE);
  }

  @Test
  void send_interrupted_endsAndKeepsTheMark() {
    Thread.currentThread().interrupt();

    ProviderException e = failure(bench.client(), ProviderRequest.get("/x"));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e.code()).isEqualTo(UNAVAILABLE);
    assertThat(bench.pauses.all()).isEmpty();
  }

  @Test
  void send_credentialsWithALineBreak_areRefusedAndNotShown() {
    ProviderClient client = bench.client(Authorizer.apiKey("X-Key", "secret\r\nX-Evil: 1"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.send(ProviderRequest.get("/x")))
        .withMessageContaining("X-Key")
        .withMessageNotContaining("secret");
  }

  @Test
  void send_closed_isAMistake() {
    ProviderClient client = bench.client();
    client.close();

    assertThatIllegalStateException().isThrownBy(() -> client.send(ProviderRequest.get("/x")));
  }

  @Test
  void send_metricsThatFail_harmNoCall() {
    bench.provider.answer(FakeAnswer.json("{}"));
    ProviderMetrics failing =
        new ProviderMetrics() {
          @Override
          public void callFinished(String p, String operation, String o, long nanos, int retries) {
            throw new IllegalStateException("no disk");
          }

          @Override
          public void breakerChanged(String provider, String state) {}
        };

    try (ProviderClient client =
        ProviderClient.builder(ProviderConfig.builder("acme", bench.provider.url()).build())
            .metrics(failing)
            .build()) {
      assertThat(client.send(ProviderRequest.get("/x")).status()).isEqualTo(200);
    }
  }

  @Test
  void send_perCallCredentials_replaceTheClients() {
    bench.provider.answer(FakeAnswer.json("{}"));

    bench
        .client(Authorizer.bearer("shared"))
        .send(ProviderRequest.get("/x").as(Authorizer.basic("u", "p")));

    assertThat(bench.provider.lastRequest().header("authorization")).isEqualTo("Basic dTpw");
  }
}
