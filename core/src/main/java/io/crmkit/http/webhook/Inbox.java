package io.crmkit.http.webhook;

import io.crmkit.engine.Engine;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.job.JobKind;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes in what providers call us for: proves it, keeps it, and has it worked on by a job. What is
 * accepted is durable and will be worked on; what a provider repeats is kept once, for 30 days.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class Inbox {
  /** The longest body that is kept, in bytes. */
  public static final int MOST_BYTES = 750_000;

  private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);

  /** No time beyond what calls are kept for, whatever a verifier lets through. */
  private static final AgeLimit LONGEST = new AgeLimit(Duration.ofDays(30));

  private static final Pattern EVENT_ID = Pattern.compile("[!-~]{1,200}");

  private final Engine engine;
  private final Map<String, InboundSource> sources;
  private final InboundJobs jobs;

  /**
   * Makes an inbox.
   *
   * @throws IllegalArgumentException if two sources have one name
   */
  public Inbox(Engine engine, Collection<InboundSource> sources) {
    Map<String, InboundSource> byName = new LinkedHashMap<>();
    for (InboundSource source : sources) {
      if (byName.put(source.provider(), source) != null) {
        throw new IllegalArgumentException("two inbound sources are called " + source.provider());
      }
    }
    this.engine = engine;
    this.sources = Map.copyOf(byName);
    this.jobs = new InboundJobs(engine, this.sources);
  }

  /** Returns the kinds of job that work on what came in, and remove it in the end. */
  public List<JobKind> jobs() {
    return jobs.kinds();
  }

  /** Returns whether a source has this name. */
  public boolean has(String provider) {
    return sources.containsKey(provider);
  }

  /**
   * Judges a call, and keeps it together with the job that works on it. Once this returns, the
   * provider may be told so.
   *
   * @throws io.crmkit.error.UnavailableException if the storage does not answer; nothing was kept,
   *     and the provider must hear so
   * @throws io.crmkit.error.OutcomeUnknownException if the storage was lost in the middle; the
   *     provider must hear of a failure, and what it repeats is kept once
   */
  public Receipt receive(String provider, InboundRequest request) {
    InboundSource source = sources.get(provider);
    if (source == null) {
      return new Receipt.UnknownProvider();
    }
    if (request.raw().length > MOST_BYTES) {
      return new Receipt.TooLarge();
    }
    Optional<String> handshake = source.handshake(request);
    if (handshake.isPresent()) {
      return new Receipt.Handshake(handshake.get());
    }
    Instant now = engine.clock().instant();
    Verdict verdict = judge(source, request, now);
    if (verdict instanceof Refused refused) {
      return refused(provider, refused.reason());
    }
    try {
      return keep(read(source, request, (Accepted) verdict, now));
    } catch (ValueFormatException e) {
      return refused(provider, Reason.MALFORMED);
    }
  }

  private static Verdict judge(InboundSource source, InboundRequest request, Instant now) {
    Verdict verdict = source.verifier().verify(request, now);
    return verdict instanceof Accepted accepted && accepted.signedAt() != null
        ? LONGEST.judge(accepted.eventId(), accepted.signedAt(), now)
        : verdict;
  }

  private static Receipt refused(String provider, Reason reason) {
    LOG.debug("a call of {} was refused: {}", provider, reason);
    return new Receipt.Refused(reason);
  }

  private InboundWebhook read(
      InboundSource source, InboundRequest request, Accepted proof, Instant now) {
    Optional<String> named =
        proof.eventId() == null ? source.eventId(request) : Optional.of(proof.eventId());
    byte[] body = request.raw();
    return new InboundWebhook(
        source.provider(),
        eventId(named.orElse(null), body),
        source
            .organization(request)
            .flatMap(owner -> Organizations.find(engine, owner))
            .orElse(null),
        KeptHeaders.write(request.headers(), source.secretHeaders()),
        body.length == 0 ? null : Base64.getEncoder().encodeToString(body),
        InboundState.RECEIVED,
        0,
        null,
        now);
  }

  /** A name that cannot be kept as it is stands by its digest. */
  private static String eventId(@Nullable String named, byte[] body) {
    if (named != null && EVENT_ID.matcher(named).matches()) {
      return named;
    }
    return "sha256:" + sha256(named == null || named.isBlank() ? body : Encodings.utf8(named));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private Receipt keep(InboundWebhook webhook) {
    return engine.platform(
        unit ->
            unit.post(InboundWebhook.class, webhook)
                .<Receipt>map(
                    kept -> {
                      InboundJobs.of(kept.id()).enqueue(unit, null);
                      return new Receipt.Accepted(kept.id());
                    })
                .orElseGet(Receipt.Duplicate::new));
  }

  /**
   * Has a call worked on again, whatever became of it; for the host, so no rights are judged. For
   * those of an organization see {@link InboxService#replay}.
   *
   * @throws NotFoundException if there is none with this id
   * @throws ConflictException with the code {@code WEBHOOK_RUNNING} while it is worked on
   */
  public Stored<InboundWebhook> replay(Id<InboundWebhook> id) {
    return InboundJobs.replay(engine, id, webhook -> true);
  }
}
