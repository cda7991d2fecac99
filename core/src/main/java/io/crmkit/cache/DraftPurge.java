package io.crmkit.cache;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Engine;
import io.crmkit.engine.Records;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRun;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes drafts that have expired, in one organization after the other. */
final class DraftPurge {
  private static final int ORGANIZATIONS = 200;

  /** Each row may hold a quarter of a megabyte. */
  private static final int AT_ONCE = 50;

  private final Engine engine;

  private DraftPurge(Engine engine) {
    this.engine = engine;
  }

  /** Returns the kind, which comes every night at ten to three, UTC. */
  static JobKind kind(Engine engine) {
    return JobKind.builder("draft.purge", new DraftPurge(engine)::run).comes("50 2 * * *").build();
  }

  private static Actor actor(UUID organization) {
    return Actor.system(organization, "job", Grants.all());
  }

  private void run(JobRun run) {
    Instant now = engine.clock().instant();
    List<UUID> page = engine.directory().organizations(null, ORGANIZATIONS);
    while (!page.isEmpty() && !run.isCancelled()) {
      page.forEach(each -> purge(engine.session(actor(each)).records(Draft.class), now));
      page = engine.directory().organizations(page.get(page.size() - 1), ORGANIZATIONS);
    }
  }

  private static void purge(Records<Draft> drafts, Instant now) {
    Query expired =
        Query.where(Condition.compare("expiresAt", Op.LTE, now)).sort("expiresAt").limit(AT_ONCE);
    @Nullable String cursor = null;
    do {
      Page<Stored<Draft>> page = drafts.list(expired.after(cursor));
      page.items().forEach(draft -> delete(drafts, draft));
      cursor = page.nextCursor();
    } while (cursor != null);
  }

  private static void delete(Records<Draft> drafts, Stored<Draft> draft) {
    try {
      drafts.delete(draft.id(), draft.version());
    } catch (StaleVersionException | NotFoundException e) {
      // somebody saved it meanwhile, or deleted it
    }
  }
}
