package io.crmkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class OAuthAuthorizerTest {
  private final Bench bench = new Bench();
  private final List<OAuthTokens> stored = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    bench.close();
  }

  /** Gives out a1, a2, … and takes the last one only. */
  private FakeAnswer provide(FakeRequest request) {
    if (request.path().equals("/token")) {
      return FakeAnswer.json(
          "{\"access_token\":\"a"
              + tokenCalls()
              + "\",\"expires_in\":3600,\"refresh_token\":\"r"
              + tokenCalls()
              + "\"}");
    }
    boolean isLast = ("Bearer a" + tokenCalls()).equals(request.header("authorization"));
    return FakeAnswer.json(isLast ? 200 : 401, "{}");
  }

  private long tokenCalls() {
    return bench.provider.requests().stream().filter(r -> r.path().equals("/token")).count();
  }

  private OAuthAuthorizer authorizer(OAuthTokens tokens, Consumer<OAuthTokens> store) {
    Map<String, String> parameters = Map.of("client_id", "c", "client_secret", "hush");
    return new OAuthAuthorizer(
        "acme",
        tokens,
        new OAuthEndpoint(bench.client(), "/token", parameters, bench.clock),
        store,
        bench.clock);
  }

  private OAuthAuthorizer authorizer() {
    return authorizer(OAuthTokens.unfetched("r0"), stored::add);
  }

  @Test
  void send_expired_fetchesNewTokensAndStoresThemFirst() {
    bench.provider.otherwise(this::provide);

    ProviderAnswer answer = bench.client(authorizer()).send(ProviderRequest.get("/me"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(stored)
        .containsExactly(
            new OAuthTokens("a1", bench.clock.instant().plus(Duration.ofHours(1)), "r1"));
    assertThat(bench.provider.requests().get(0).body())
        .contains("grant_type=refresh_token", "refresh_token=r0", "client_id=c");
  }

  @Test
  void send_manyAtOnceWithExpiredTokens_fetchOnce() throws Exception {
    bench.provider.otherwise(this::provide);
    ProviderClient client = bench.client(authorizer());
    ExecutorService threads = Executors.newFixedThreadPool(12);

    List<CompletableFuture<ProviderAnswer>> answers = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      answers.add(
          CompletableFuture.supplyAsync(() -> client.send(ProviderRequest.get("/me")), threads));
    }

    assertThat(answers).allSatisfy(each -> assertThat(each.join().status()).isEqualTo(200));
    assertThat(tokenCalls()).isEqualTo(1);
    threads.shutdown();
  }

  @Test
  void send_refusedBeforeItsTime_fetchesOnceAndTriesOnceMore() {
    bench.provider.otherwise(this::provide);
    OAuthTokens revoked =
        new OAuthTokens("old", bench.clock.instant().plus(Duration.ofHours(1)), "r0");

    ProviderAnswer answer =
        bench.client(authorizer(revoked, stored::add)).send(ProviderRequest.post("/me"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(tokenCalls()).isEqualTo(1);
  }

  @Test
  void send_newTokensRefusedToo_failsWithoutACircle() {
    bench.provider.otherwise(
        request -> request.path().equals("/token") ? provide(request) : FakeAnswer.status(401));

    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> bench.client(authorizer()).send(ProviderRequest.get("/me")));

    assertThat(e.code()).isEqualTo(ProviderException.AUTH);
    assertThat(e.mayRetry()).isFalse();
    assertThat(tokenCalls()).isEqualTo(2);
  }

  @Test
  void send_consentWithdrawn_asksOnceUntilThereIsANewOne() {
    bench.provider.otherwise(request -> FakeAnswer.json(400, "{\"error\":\"invalid_grant\"}"));
    OAuthAuthorizer authorizer = authorizer();
    ProviderClient client = bench.client(authorizer);

    for (int i = 0; i < 3; i++) {
      ProviderException e =
          catchThrowableOfType(
              ProviderException.class, () -> client.send(ProviderRequest.get("/me")));
      assertThat(e.code()).isEqualTo(ProviderException.AUTH);
      assertThat(e.getCause()).extracting("providerCode").isEqualTo("invalid_grant");
    }
    assertThat(bench.provider.requests()).hasSize(1);

    bench.provider.otherwise(request -> FakeAnswer.json("{}"));
    authorizer.replace(
        new OAuthTokens("new", bench.clock.instant().plus(Duration.ofHours(1)), "r9"));

    assertThat(client.send(ProviderRequest.get("/me")).status()).isEqualTo(200);
  }

  @Test
  void replace_whileTokensAreFetched_isNotOverwritten() throws Exception {
    CountDownLatch hold = new CountDownLatch(1);
    CountDownLatch asked = new CountDownLatch(1);
    OAuthTokens consent =
        new OAuthTokens("new", bench.clock.instant().plus(Duration.ofHours(1)), "r9");
    TokenSource slow =
        old -> {
          asked.countDown();
          try {
            hold.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new OAuthTokens("stale", consent.expiresAt(), "r1");
        };
    OAuthAuthorizer authorizer =
        new OAuthAuthorizer("acme", OAuthTokens.unfetched("r0"), slow, stored::add, bench.clock);
    CompletableFuture<Map<String, String>> headers =
        CompletableFuture.supplyAsync(authorizer::headers);
    asked.await();

    authorizer.replace(consent);
    hold.countDown();

    assertThat(headers.join()).containsValue("Bearer new");
    assertThat(authorizer.headers()).containsValue("Bearer new");
    assertThat(stored).isEmpty();
  }

  @Test
  void send_endpointDown_isPassingAndAskedAgain() {
    bench.provider.otherwise(request -> FakeAnswer.status(503));
    ProviderClient client = bench.client(authorizer());

    ProviderException e =
        catchThrowableOfType(
            ProviderException.class, () -> client.send(ProviderRequest.get("/me")));
    bench.provider.otherwise(this::provide);

    assertThat(e.code()).isEqualTo(ProviderException.UNAVAILABLE);
    assertThat(e.mayRetry()).isTrue();
    assertThat(client.send(ProviderRequest.get("/x")).status()).isEqualTo(200);
  }

  @Test
  void send_tokensCannotBeStored_areKeptAndStoredNextTime() {
    bench.provider.otherwise(this::provide);
    Consumer<OAuthTokens> store =
        tokens -> {
          stored.add(tokens);
          if (stored.size() == 1) {
            throw new IllegalStateException("no storage");
          }
        };
    ProviderClient client = bench.client(authorizer(OAuthTokens.unfetched("r0"), store));

    assertThatIllegalStateException().isThrownBy(() -> client.send(ProviderRequest.get("/me")));
    client.send(ProviderRequest.get("/me"));

    assertThat(stored).extracting("accessToken").containsExactly("a1", "a1");
    assertThat(tokenCalls()).isEqualTo(1);
  }

  @Test
  void fetch_withoutARefreshToken_logsInAsTheClient() {
    bench.provider.answer(FakeAnswer.json("{\"access_token\":\"a\",\"expires_in\":\"299\"}"));
    OAuthAuthorizer authorizer = authorizer(OAuthTokens.unfetched(null), stored::add);

    Map<String, String> headers = authorizer.headers();

    assertThat(headers).containsEntry("Authorization", "Bearer a");
    assertThat(bench.provider.lastRequest().body()).contains("grant_type=client_credentials");
    assertThat(stored.get(0).expiresAt()).isEqualTo(bench.clock.instant().plusSeconds(299));
  }

  @Test
  void fetch_tokenNotRotated_keepsTheOldRefreshToken() {
    bench.provider.answer(FakeAnswer.json("{\"access_token\":\"a\"}"));

    authorizer().headers();

    assertThat(stored.get(0).refreshToken()).isEqualTo("r0");
  }

  @Test
  void fetch_answerWithoutAToken_isUnusable() {
    bench.provider.answer(FakeAnswer.json("{\"access_token\":5}"));
    OAuthAuthorizer authorizer = authorizer();

    ProviderException e = catchThrowableOfType(ProviderException.class, authorizer::headers);

    assertThat(e.code()).isEqualTo(ProviderException.ANSWER_UNUSABLE);
  }

  @Test
  void headers_shortLivedToken_isUsedForMostOfItsLife() {
    bench.provider.otherwise(
        request -> FakeAnswer.json("{\"access_token\":\"a\",\"expires_in\":40}"));
    OAuthAuthorizer authorizer = authorizer();
    authorizer.headers();

    bench.clock.advance(Duration.ofSeconds(29));
    authorizer.headers();
    int before = bench.provider.requests().size();
    bench.clock.advance(Duration.ofSeconds(2));
    authorizer.headers();

    assertThat(before).isEqualTo(1);
    assertThat(bench.provider.requests()).hasSize(2);
  }

  @Test
  void toString_showsNoSecret() {
    assertThat(authorizer().toString() + OAuthTokens.unfetched("r0") + Authorizer.bearer("hush"))
        .doesNotContain("r0", "hush");
  }
}
