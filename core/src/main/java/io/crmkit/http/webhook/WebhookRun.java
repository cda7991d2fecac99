package io.crmkit.http.webhook;

import io.crmkit.access.Actor;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call of a provider, as its handler sees it. Thread-safe.
 *
 * @since 0.1
 */
public final class WebhookRun {
  private final Engine engine;
  private final InboundSource source;
  private final Stored<InboundWebhook> stored;
  private final int attempt;
  private volatile @Nullable Id<?> organization;

  WebhookRun(Engine engine, InboundSource source, Stored<InboundWebhook> stored, int attempt) {
    this.engine = engine;
    this.source = source;
    this.stored = stored;
    this.attempt = attempt;
    this.organization = stored.value().organization();
  }

  /** Returns the id, the same for all attempts and replays: a key for what must happen once. */
  public Id<InboundWebhook> id() {
    return stored.id();
  }

  /** Returns who called. */
  public String provider() {
    return stored.value().provider();
  }

  /** Returns the provider's own name of what it tells. */
  public String eventId() {
    return stored.value().eventId();
  }

  /** Returns the headers that were kept; looking one up ignores the case of its name. */
  public Map<String, List<String>> headers() {
    return KeptHeaders.read(stored.value().headers());
  }

  /** Returns the bytes as received. */
  public byte[] body() {
    String kept = stored.value().body();
    return kept == null ? new byte[0] : Base64.getDecoder().decode(kept);
  }

  /** Returns the body read as UTF-8. */
  public String text() {
    return new String(body(), StandardCharsets.UTF_8);
  }

  /** Returns when it came. */
  public Instant receivedAt() {
    return stored.value().receivedAt();
  }

  /** Returns which attempt this is, from 1 on; a replay begins anew. */
  public int attempt() {
    return attempt;
  }

  /** Returns whom it is about, if that is known. */
  public Optional<UUID> organizationId() {
    return Optional.ofNullable(organization).map(Id::value);
  }

  /**
   * Tells whom it is about, where that was not known when it came. It is kept with the call,
   * whatever the outcome, and the members of the organization who may see its calls see it.
   *
   * @throws IllegalArgumentException if there is no such organization
   * @throws IllegalStateException if it is about another one
   */
  public void belongsTo(UUID owner) {
    Id<?> known = organization;
    if (known != null && !known.value().equals(owner)) {
      throw new IllegalStateException(id() + " is about another organization");
    }
    organization =
        Organizations.find(engine, owner)
            .orElseThrow(() -> new IllegalArgumentException("there is no organization " + owner));
  }

  @Nullable Id<?> organization() {
    return organization;
  }

  /**
   * Returns a session in the organization, with the rights of the source.
   *
   * @throws IllegalStateException if nobody told whom the call is about
   */
  public RecordSession session() {
    UUID owner =
        organizationId()
            .orElseThrow(() -> new IllegalStateException(id() + " is about nobody known"));
    return engine.session(
        Actor.system(owner, "webhook", source.grants())
            .with(Map.of("source", "inbound-webhook:" + id())));
  }
}
