package io.crmkit.testkit.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a fake provider answers, and how it goes wrong on the way. Immutable: each method returns a
 * changed copy.
 *
 * @since 0.1
 */
public final class FakeAnswer {
  /** What becomes of an answer on its way. */
  enum Fate {
    ARRIVES,
    CUT,
    LOST,
    NEVER_SENT
  }

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Fate fate;
  private final Duration delay;
  private final int trickle;
  private final Duration trickleEvery;

  private FakeAnswer(
      int status,
      Map<String, String> headers,
      byte[] body,
      Fate fate,
      Duration delay,
      int trickle,
      Duration trickleEvery) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.fate = fate;
    this.delay = delay;
    this.trickle = trickle;
    this.trickleEvery = trickleEvery;
  }

  /** Answers with this status and an empty body. */
  public static FakeAnswer status(int status) {
    return new FakeAnswer(
        status, Map.of(), new byte[0], Fate.ARRIVES, Duration.ZERO, 0, Duration.ZERO);
  }

  /** Answers 200 with this JSON. */
  public static FakeAnswer json(String json) {
    return json(200, json);
  }

  /** Answers with this status and JSON. */
  public static FakeAnswer json(int status, String json) {
    return status(status)
        .header("Content-Type", "application/json")
        .body(json.getBytes(StandardCharsets.UTF_8));
  }

  /** Answers 429 and does not say when to come back. */
  public static FakeAnswer tooMany() {
    return json(429, "{\"message\":\"slow down\"}");
  }

  /** Answers 429 and says after how many seconds to come back. */
  public static FakeAnswer tooMany(Duration retryAfter) {
    return tooMany().header("Retry-After", Long.toString(retryAfter.toSeconds()));
  }

  /** Answers 429 and says at what time to come back, as an HTTP date. */
  public static FakeAnswer tooManyUntil(Instant time) {
    return tooMany()
        .header(
            "Retry-After",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atZone(ZoneOffset.UTC)));
  }

  /** Returns the same with a body. */
  public FakeAnswer body(byte[] bytes) {
    return new FakeAnswer(status, headers, bytes.clone(), fate, delay, trickle, trickleEvery);
  }

  /** Returns the same with a header. */
  public FakeAnswer header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new FakeAnswer(status, more, body, fate, delay, trickle, trickleEvery);
  }

  /** Returns the same, sent after a while. */
  public FakeAnswer delayed(Duration span) {
    return new FakeAnswer(status, headers, body, fate, span, trickle, trickleEvery);
  }

  /** Returns the same, whose body comes in pieces of so many bytes with a pause between them. */
  public FakeAnswer trickling(int bytes, Duration every) {
    return new FakeAnswer(status, headers, body, fate, delay, bytes, every);
  }

  /** Returns the same, with the connection closed amid the body, which must not be empty. */
  public FakeAnswer cut() {
    return new FakeAnswer(status, headers, body, Fate.CUT, delay, trickle, trickleEvery);
  }

  /** Returns the same, with the connection closed before the first byte of it. */
  public FakeAnswer lost() {
    return new FakeAnswer(status, headers, body, Fate.LOST, delay, trickle, trickleEvery);
  }

  /** Returns the same, of which nothing is ever sent while the connection stays open. */
  public FakeAnswer neverSent() {
    return new FakeAnswer(status, headers, body, Fate.NEVER_SENT, delay, trickle, trickleEvery);
  }

  int status() {
    return status;
  }

  List<Map.Entry<String, String>> headers() {
    return new ArrayList<>(headers.entrySet());
  }

  byte[] body() {
    return body.clone();
  }

  Fate fate() {
    return fate;
  }

  Duration delay() {
    return delay;
  }

  int trickle() {
    return trickle;
  }

  Duration trickleEvery() {
    return trickleEvery;
  }
}
