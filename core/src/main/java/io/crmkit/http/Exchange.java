package io.crmkit.http;

import io.crmkit.error.ProviderException;
import io.crmkit.http.Limits.End;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One call with all its tries. Used once, by one thread. */
final class Exchange {
  private static final Logger LOG = LoggerFactory.getLogger(ProviderClient.class);

  private final ProviderConfig config;
  private final Transport transport;
  private final Limits limits;
  private final Pauses pauses;
  private final Sleeper sleeper;
  private final Redaction redaction;
  private final Authorizer authorizer;
  private final ProviderRequest request;
  private final @Nullable OutputStream sink;
  private int retries;
  private boolean mayBeDone;
  private boolean isRenewed;
  private boolean isPoured;

  Exchange(ProviderClient.Parts parts, ProviderRequest request, @Nullable OutputStream sink) {
    this.config = parts.config();
    this.transport = parts.transport();
    this.limits = parts.limits();
    this.pauses = parts.pauses();
    this.sleeper = parts.sleeper();
    this.redaction = parts.redaction();
    Authorizer own = request.authorizer();
    this.authorizer = own == null ? parts.authorizer() : own;
    this.request = request;
    this.sink = sink;
  }

  int retries() {
    return retries;
  }

  /** A try that did not bring what was asked. */
  private static final class FailedTry extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Failure failure;

    FailedTry(Failure failure) {
      super(failure.message(), failure.cause());
      this.failure = failure;
    }
  }

  ProviderAnswer run() {
    while (true) {
      Map<String, String> credentials = enter();
      try {
        return send(new Transport.Try(request, credentials, sink));
      } catch (FailedTry e) {
        mayBeDone |= e.failure.mayBeDone();
        if (!e.failure.code().equals(ProviderException.AUTH) || !renews(credentials)) {
          pauseOrThrow(e.failure);
        }
      }
    }
  }

  /** Waits for room before the next try, which must be left again, and returns its credentials. */
  private Map<String, String> enter() {
    try {
      // before there is room, as fetching them may need room itself
      Map<String, String> credentials = authorizer.headers();
      limits.enter(request.cost());
      return credentials;
    } catch (ProviderException e) {
      throw unsettled(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ProviderAnswer send(Transport.Try attempt) throws FailedTry {
    End end = End.UNKNOWN;
    long started = System.nanoTime();
    try {
      ProviderAnswer answer = transport.send(attempt);
      Judgement judgement =
          request.accepts(answer.status()) ? Judgement.of(Verdict.ACCEPTED) : judged(answer);
      end = judgement.verdict() == Verdict.FAILED ? End.ILL : End.WELL;
      log(answer, started);
      if (judgement.verdict() == Verdict.ACCEPTED) {
        return answer;
      }
      LOG.atTrace()
          .addArgument(() -> redaction.headers(answer))
          .addArgument(() -> redaction.body(answer))
          .log("headers {} body {}");
      Duration asked = judgement.retryAfter();
      throw new FailedTry(
          Failure.of(answer, judgement, asked == null ? pauses.asked(answer) : asked));
    } catch (IOException e) {
      Failure failure = Failure.of(e, attempt.isSent);
      end = failure.isPassing() && !Thread.currentThread().isInterrupted() ? End.ILL : End.UNKNOWN;
      LOG.debug(
          "{} {} -> {} in {} ms, try {}",
          config.provider,
          request,
          e.getClass().getSimpleName(),
          millisSince(started),
          retries + 1);
      throw new FailedTry(failure);
    } finally {
      isPoured |= attempt.isPoured;
      limits.leave(end, System.nanoTime() - started);
    }
  }

  /** An adapter may stumble over a body that its provider never sends and a proxy does. */
  private Judgement judged(ProviderAnswer answer) {
    try {
      return config.judge.judge(answer);
    } catch (RuntimeException e) {
      LOG.warn("{} {}: judged by its status {}", config.provider, request, answer.status(), e);
      return AnswerJudge.byStatus().judge(answer);
    }
  }

  private void log(ProviderAnswer answer, long started) {
    LOG.debug(
        "{} {} -> {} in {} ms, try {}, request id {}",
        config.provider,
        request,
        answer.status(),
        millisSince(started),
        retries + 1,
        answer.requestId());
  }

  private static long millisSince(long started) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
  }

  /** Of several refusals in one call only the first is worth new credentials. */
  private boolean renews(Map<String, String> refused) {
    if (isRenewed) {
      return false;
    }
    isRenewed = true;
    try {
      return authorizer.renew(refused);
    } catch (ProviderException e) {
      throw unsettled(e);
    }
  }

  private void pauseOrThrow(Failure failure) {
    Duration asked = failure.retryAfter();
    Duration pause = pauses.before(retries, asked);
    boolean isHarmless = request.isRepeatable() || !mayBeDone;
    boolean isTooLong = asked != null && asked.compareTo(config.maxRetryAfter) > 0;
    if (!failure.isPassing()
        || !isHarmless
        || isPoured
        || isTooLong
        || transport.isClosed()
        || retries == config.retries
        || Thread.currentThread().isInterrupted()) {
      throw failure.told(request, config.provider, mayBeDone, pause);
    }
    retries++;
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private ProviderException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return unsettled(
        ProviderException.of(
                ProviderException.UNAVAILABLE, config.provider, request + ": interrupted")
            .mayRetry(true)
            .cause(e)
            .build());
  }

  /** What ends a call on our side does not tell what became of the tries before. */
  private ProviderException unsettled(ProviderException e) {
    if (!mayBeDone || request.isRead()) {
      return e;
    }
    String message = request + ": sent without an answer, and not again: " + e.code();
    return ProviderException.of(ProviderException.OUTCOME_UNKNOWN, config.provider, message)
        .mayRetry(e.mayRetry() && request.isRepeatable())
        .retryAfter(e.retryAfter())
        .cause(e)
        .build();
  }
}
