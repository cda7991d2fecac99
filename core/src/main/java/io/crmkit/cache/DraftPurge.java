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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removes drafts that have expired, in one organization after the other. */
final class DraftPurge {
  /** The organizations stand on a higher floor, where they are a type of this name. */
  private static final String ORGANIZATION = "organization";

  private static final UUID NOBODY = new UUID(0, 0);
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
    Records<?> organizations = engine.platformSession(actor(NOBODY)).records(type());
    Instant now = engine.clock().instant();
    @Nullable String cursor = null;
    do {
      Page<? extends Stored<?>> page =
          organizations.list(Query.ALL.sort("id").limit(ORGANIZATIONS).after(cursor));
      for (Stored<?> organization : page.items()) {
        if (!run.isCancelled()) {
          purge(engine.session(actor(organization.id().value())).records(Draft.class), now);
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null && !run.isCancelled());
  }

  private Class<?> type() {
    return engine.schema().find(ORGANIZATION).orElseThrow().javaType();
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
