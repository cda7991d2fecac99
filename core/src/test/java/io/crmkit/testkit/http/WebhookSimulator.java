package io.crmkit.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/**
 * Sends webhooks to one address as providers do in bad moments: twice, at once, out of order, late,
 * and as one who does not know the secret. All methods return the statuses of the answers, in the
 * order sent. Thread-safe.
 *
 * @since 0.1
 */
public final class WebhookSimulator {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();
  private final URI target;
  private final WebhookSigner signer;
  private final Clock clock;

  /**
   * Sends to one place.
   *
   * @param clock the time at which webhooks are signed
   */
  public WebhookSimulator(URI target, WebhookSigner signer, Clock clock) {
    this.target = target;
    this.signer = signer;
    this.clock = clock;
  }

  /** Sends JSON bodies, one after another. */
  public List<Integer> send(String... bodies) {
    List<Integer> statuses = new ArrayList<>();
    for (String body : bodies) {
      statuses.add(deliver(body, signed(body, clock.instant())));
    }
    return statuses;
  }

  /** Sends one twice, with the same signature, as after an answer that was lost. */
  public List<Integer> sendTwice(String body) {
    Map<String, String> headers = signed(body, clock.instant());
    return List.of(deliver(body, headers), deliver(body, headers));
  }

  /** Sends one so many times at once. */
  public List<Integer> sendAtOnce(String body, int times) {
    Map<String, String> headers = signed(body, clock.instant());
    List<CompletableFuture<HttpResponse<Void>>> answers = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      answers.add(client.sendAsync(request(body, headers), HttpResponse.BodyHandlers.discarding()));
    }
    return answers.stream().map(answer -> answer.join().statusCode()).toList();
  }

  /** Sends bodies in an order that the seed decides. */
  public List<Integer> sendShuffled(long seed, String... bodies) {
    List<String> shuffled = new ArrayList<>(List.of(bodies));
    Collections.shuffle(shuffled, new Random(seed));
    return send(shuffled.toArray(new String[0]));
  }

  /** Sends one that was signed so long ago. */
  public int sendLate(String body, Duration age) {
    return deliver(body, signed(body, clock.instant().minus(age)));
  }

  /** Sends one whose signature belongs to another body. */
  public int sendForged(String body) {
    return deliver(body, signed(body + " ", clock.instant()));
  }

  /** Sends one without any signature. */
  public int sendUnsigned(String body) {
    return deliver(body, Map.of());
  }

  private Map<String, String> signed(String body, Instant time) {
    return signer.sign(body.getBytes(StandardCharsets.UTF_8), time);
  }

  private int deliver(String body, Map<String, String> headers) {
    try {
      return client
          .send(request(body, headers), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private HttpRequest request(String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target)
            .timeout(LONGEST)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return request.build();
  }
}
