package io.crmkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LimitsTest {
  private static final ProviderRequest READ = ProviderRequest.get("/x");

  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static ProviderException failure(ProviderClient client, ProviderRequest request) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(request));
  }

  @Test
  void window_full_waitsForTheNext() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    ProviderClient client = bench.client(c -> c.rateWindow(2, Duration.ofSeconds(8)));

    client.send(READ);
    client.send(READ);
    client.send(READ);

    assertThat(bench.pauses.all()).containsExactly(Duration.ofSeconds(8));
  }

  @Test
  void windows_longerOneUsedUp_refusesWithoutACall() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    ProviderClient client =
        bench.client(c -> c.rateWindow(3, Duration.ofDays(1)).rateWindow(2, Duration.ofSeconds(1)));
    client.send(READ);
    client.send(READ);
    client.send(READ);

    ProviderException e = failure(client, READ);

    assertThat(e.code()).isEqualTo(ProviderException.RATE_LIMITED);
    assertThat(e.mayRetry()).isTrue();
    assertThat(e.retryAfter()).isEqualTo(Duration.ofDays(1));
    assertThat(bench.provider.requests()).hasSize(3);
  }

  @Test
  void window_costlyCall_takesItsUnits() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    ProviderClient client = bench.client(c -> c.rateWindow(100, Duration.ofSeconds(5)));

    client.send(ProviderRequest.post("/send").cost(100));
    client.send(ProviderRequest.get("/list").cost(5));

    assertThat(bench.pauses.all()).containsExactly(Duration.ofSeconds(5));
  }

  @Test
  void window_manyAtOnce_letsNoMoreThroughThanGranted() {
    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    ProviderClient client =
        bench.client(c -> c.rateWindow(5, Duration.ofHours(1)).maxWait(Duration.ZERO));

    long passed =
        IntStream.range(0, 16)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> failure(client, READ)))
            .toList()
            .stream()
            .filter(call -> call.join() == null)
            .count();

    assertThat(passed).isEqualTo(5);
    assertThat(bench.provider.requests()).hasSize(5);
  }

  @Test
  void breaker_mostTriesFail_keepsCallsBackUntilItIsWellAgain() {
    ProviderClient client =
        bench.client(c -> c.retries(0).breaker(50, 4, 4, Duration.ofSeconds(30)));
    bench.provider.otherwise(request -> FakeAnswer.status(503));
    for (int i = 0; i < 4; i++) {
      failure(client, READ);
    }

    ProviderException e = failure(client, READ);

    assertThat(e.code()).isEqualTo(ProviderException.UNAVAILABLE);
    assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(30));
    assertThat(bench.provider.requests()).hasSize(4);

    bench.clock.advance(Duration.ofSeconds(31));
    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    for (int i = 0; i < 3; i++) {
      client.send(READ);
    }

    assertThat(bench.heard).contains("OPEN", "HALF_OPEN", "CLOSED");
  }

  @Test
  void breaker_refusalsAndTooMany_areSignsOfHealth() {
    ProviderClient client =
        bench.client(c -> c.retries(0).breaker(50, 4, 4, Duration.ofSeconds(30)));
    bench.provider.otherwise(request -> FakeAnswer.status(404));
    bench.provider.answer(FakeAnswer.tooMany(), FakeAnswer.tooMany(), FakeAnswer.status(401));

    for (int i = 0; i < 10; i++) {
      failure(client, READ);
    }

    assertThat(bench.provider.requests()).hasSize(10);
    assertThat(bench.heard).doesNotContain("OPEN");
  }

  @Test
  void bulkhead_full_refusesInsteadOfQueueingForEver() {
    CountDownLatch hold = new CountDownLatch(1);
    bench.provider.otherwise(
        request -> {
          try {
            hold.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return FakeAnswer.json("{}");
        });
    ProviderClient client = bench.client(c -> c.maxConcurrent(1).maxWait(Duration.ZERO));
    CompletableFuture<ProviderAnswer> first =
        CompletableFuture.supplyAsync(() -> client.send(ProviderRequest.get("/slow")));
    await().until(() -> bench.provider.requests().size() == 1);

    ProviderException e = failure(client, READ);
    hold.countDown();

    assertThat(e).hasMessageContaining("too many calls are under way");
    assertThat(first.join().status()).isEqualTo(200);
    assertThat(client.send(READ).status()).isEqualTo(200);
  }

  @Test
  void limits_afterFailuresOfAllKinds_leaveNoPlaceTaken() {
    ProviderClient client = bench.client(c -> c.maxConcurrent(1).maxWait(Duration.ZERO).retries(1));
    bench.provider.answer(
        FakeAnswer.json("{}").lost(),
        FakeAnswer.json("{\"a\":1234567}").cut(),
        FakeAnswer.status(400),
        FakeAnswer.json("{}"));

    failure(client, READ);
    failure(client, READ);

    assertThat(client.send(READ).status()).isEqualTo(200);
  }
}
