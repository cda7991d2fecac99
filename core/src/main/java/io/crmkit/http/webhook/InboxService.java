package io.crmkit.http.webhook;

import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.Map;

/**
 * The calls of providers that are about one organization, for one actor. Those that are not known
 * to be about any are seen by the host only. Thread-safe.
 *
 * @since 0.1
 */
public final class InboxService {
  /** Each row may hold a megabyte. */
  private static final int MOST_ROWS = 25;

  private final Engine engine;
  private final RecordSession session;
  private final Declaration<InboundWebhook> type;
  private final Id<?> organization;

  /** Works on what {@code session} may see and change. */
  public InboxService(Engine engine, RecordSession session) {
    this.engine = engine;
    this.session = session;
    this.type = engine.schema().type(InboundWebhook.class);
    this.organization = new Id<>(session.organizationId());
  }

  /** Returns a page of the organization's calls, of 25 rows at most. */
  public Page<Stored<InboundWebhook>> list(Query query) {
    session.require(type, "read");
    return engine
        .platform()
        .list(
            InboundWebhook.class,
            query
                .and(Condition.eq("organization", organization))
                .limit(Math.min(query.limit(), MOST_ROWS)));
  }

  /**
   * Returns a call.
   *
   * @throws NotFoundException if the organization has none with this id
   */
  public Stored<InboundWebhook> get(Id<InboundWebhook> id) {
    session.require(type, "read");
    return engine
        .platform()
        .find(InboundWebhook.class, id)
        .filter(each -> isOurs(each.value()))
        .orElseThrow(() -> new NotFoundException(type.name(), id.toString()));
  }

  /**
   * Has a call worked on again, whatever became of it.
   *
   * @throws NotFoundException if the organization has none with this id
   * @throws ConflictException with the code {@code WEBHOOK_RUNNING} while it is worked on
   */
  public Stored<InboundWebhook> replay(Id<InboundWebhook> id) {
    session.require(type, "replay");
    Stored<InboundWebhook> replayed = InboundJobs.replay(engine, id, this::isOurs);
    session.transact(
        joined -> {
          Map<String, Object> facts = Map.of("provider", replayed.value().provider());
          joined.rules().emit("inbound-webhook.replay", type.name(), id, facts);
          return facts;
        });
    return replayed;
  }

  private boolean isOurs(InboundWebhook webhook) {
    return organization.equals(webhook.organization());
  }
}
