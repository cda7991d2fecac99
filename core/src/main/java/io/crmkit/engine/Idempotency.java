package io.crmkit.engine;

import io.crmkit.error.ConflictException;
import io.crmkit.error.FieldError;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Json;
import io.crmkit.storage.Note;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs a call once however often it is sent under one key, and answers repetitions as it answered
 * at first. An answer is kept for 24 hours, sealed under the caller's key, so that what is stored
 * tells nothing. A call that fails does not bind its key. Thread-safe.
 *
 * @since 0.1
 */
public final class Idempotency {
  private static final String KIND = "idempotency";
  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration LONGEST_CLAIM = Duration.ofMinutes(10);
  private static final Duration GONE = Duration.ofSeconds(-1);
  private static final long POLL_MILLIS = 100;

  private final Duration patience;
  private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();

  /** Lets a repetition wait so long for the first call to end. */
  public Idempotency(Duration patience) {
    this.patience = patience;
  }

  /**
   * What makes two calls the same.
   *
   * @param path where the call goes
   * @param key the caller's key
   * @param body plain value of the body; compared as JSON, so that neither order nor blanks count
   */
  public record Call(String path, String key, @Nullable Object body) {}

  /**
   * What was answered.
   *
   * @param text the answer
   * @param isReplay whether it was given before
   */
  public record Answer(String text, boolean isReplay) {}

  /** A stored claim or answer. */
  private record Kept(String fingerprint, @Nullable String sealed) {
    static Kept of(Note note) {
      Map<?, ?> map = (Map<?, ?>) Json.read(note.value());
      return new Kept(
          String.valueOf(map == null ? null : map.get("body")),
          map != null && map.get("answer") instanceof String answer ? answer : null);
    }
  }

  /**
   * Runs a call that is one transaction; the answer is committed with the change.
   *
   * @param work makes a single call on the session handed in
   * @param answer writes what the call returned
   * @throws ConflictException with code {@code IDEMPOTENCY_IN_PROGRESS} if the first call still
   *     runs
   * @throws InvalidValueException with code {@code IDEMPOTENCY_KEY_REUSED} for another body
   */
  @SuppressWarnings("unchecked")
  public <R> Answer once(
      RecordSession session,
      Call call,
      Function<RecordSession, R> work,
      Function<R, String> answer) {
    Bound bound = new Bound(session, call);
    return alone(
        bound,
        () -> {
          String[] text = new String[1];
          RecordSession noting =
              session.noting(
                  result -> {
                    text[0] = answer.apply((R) result);
                    return bound.note(text[0], KEPT);
                  });
          try {
            R result = work.apply(noting);
            String made = text[0];
            return new Answer(made == null ? answer.apply(result) : made, false);
          } catch (ConflictException e) {
            if (KIND.equals(e.context().get("type"))) {
              return bound.awaitAnswer(); // another node was first
            }
            throw e;
          }
        });
  }

  /** Like {@link #once}, for a call that is several transactions: claimed before, kept after. */
  public Answer onceClaimed(RecordSession session, Call call, Supplier<String> work) {
    Bound bound = new Bound(session, call);
    return alone(
        bound,
        () -> {
          if (!bound.claim()) {
            return bound.awaitAnswer();
          }
          boolean isAnswered = false;
          try {
            String text = work.get();
            bound.put(bound.note(text, KEPT));
            isAnswered = true;
            return new Answer(text, false);
          } finally {
            if (!isAnswered) {
              bound.put(bound.note(null, GONE));
            }
          }
        });
  }

  private Answer alone(Bound bound, Supplier<Answer> work) {
    CountDownLatch mine = new CountDownLatch(1);
    for (CountDownLatch other = running.putIfAbsent(bound.name, mine);
        other != null;
        other = running.putIfAbsent(bound.name, mine)) {
      if (!isOver(other)) {
        throw inProgress();
      }
    }
    try {
      Optional<Kept> kept = bound.find();
      if (kept.isPresent()) {
        String sealed = bound.checked(kept.get()).sealed();
        return sealed == null ? bound.awaitAnswer() : bound.replay(sealed);
      }
      return work.get();
    } finally {
      running.remove(bound.name, mine);
      mine.countDown();
    }
  }

  private boolean isOver(CountDownLatch other) {
    try {
      return other.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static ConflictException inProgress() {
    return new ConflictException(
        "IDEMPOTENCY_IN_PROGRESS",
        "the first call with this key still runs",
        Map.of("retryAfterSeconds", 1L));
  }

  /** Orders the keys of objects, and writes equal numbers alike. */
  private static @Nullable Object canonical(@Nullable Object plain) {
    if (plain instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> sorted = new TreeMap<>();
      map.forEach((key, value) -> sorted.put((String) key, canonical(value)));
      return sorted;
    }
    if (plain instanceof List<?> list) {
      return list.stream().<@Nullable Object>map(Idempotency::canonical).toList();
    }
    if (plain instanceof Number number) {
      BigDecimal decimal = new BigDecimal(number.toString());
      return decimal.signum() == 0 ? BigDecimal.ZERO : decimal.stripTrailingZeros();
    }
    return plain;
  }

  /** One call of one caller. */
  private final class Bound {
    private final RecordSession session;
    private final String name;
    private final String fingerprint;
    private final Sealer sealer;

    Bound(RecordSession session, Call call) {
      this.session = session;
      var by = session.actor().by();
      String scope =
          String.join("\n", session.organizationId().toString(), by.kind(), by.id(), call.path());
      this.name = Digests.sha256(scope + "\n" + call.key());
      String secret = scope + "\n" + call.key() + "\n" + Json.write(canonical(call.body()));
      this.fingerprint = Digests.sha256("body\n" + secret);
      this.sealer = new Sealer(SecretKeyRing.of("answer\n" + secret));
    }

    Optional<Kept> find() {
      return session.reads().note(KIND, name).map(Kept::of);
    }

    Kept checked(Kept kept) {
      if (!kept.fingerprint().equals(fingerprint)) {
        throw new InvalidValueException(
            "IDEMPOTENCY_KEY_REUSED",
            List.of(
                new FieldError(
                    "Idempotency-Key", "IDEMPOTENCY_KEY_REUSED", "came with another body before")));
      }
      return kept;
    }

    Answer replay(String sealed) {
      return new Answer(sealer.open(sealed, name), true);
    }

    Answer awaitAnswer() {
      long end = System.nanoTime() + patience.toNanos();
      do {
        Kept kept = find().map(this::checked).orElse(null);
        if (kept == null) {
          throw inProgress(); // the first call failed just now
        }
        if (kept.sealed() != null) {
          return replay(kept.sealed());
        }
        try {
          TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      } while (System.nanoTime() < end);
      throw inProgress();
    }

    Note note(@Nullable String answer, Duration life) {
      Map<String, @Nullable Object> value = new TreeMap<>();
      value.put("body", fingerprint);
      if (answer != null) {
        value.put("answer", sealer.seal(answer, name));
      }
      Instant expiresAt = session.engine().now().plus(life);
      return new Note(KIND, name, Json.write(value), expiresAt);
    }

    boolean claim() {
      try {
        session.call(
            unit -> {
              unit.works().transaction().addNote(note(null, LONGEST_CLAIM));
              return () -> Boolean.TRUE;
            });
        return true;
      } catch (ConflictException e) {
        if (KIND.equals(e.context().get("type"))) {
          return false;
        }
        throw e;
      }
    }

    void put(Note note) {
      session.call(
          unit -> {
            unit.works().transaction().putNote(note);
            return () -> Boolean.TRUE;
          });
    }
  }
}
