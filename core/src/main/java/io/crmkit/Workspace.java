package io.crmkit;

import io.crmkit.activity.ActivityService;
import io.crmkit.activity.TimelineService;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.http.webhook.WebhookService;
import io.crmkit.http.webhook.Webhooks;
import io.crmkit.sales.LeadService;
import io.crmkit.sales.OpportunityService;
import io.crmkit.sales.PipelineService;

/**
 * One actor in one organization: the only way in. Cheap to make, thread-safe.
 *
 * @since 0.1
 */
public final class Workspace {
  private final RecordSession session;
  private final Webhooks webhooks;

  Workspace(RecordSession session, Webhooks webhooks) {
    this.session = session;
    this.webhooks = webhooks;
  }

  /** Returns the records of a type, built-in or the embedder's own. */
  public <T> Records<T> records(Class<T> type) {
    return session.records(type);
  }

  /** Returns the session, of which an embedder builds services of its own. */
  public RecordSession session() {
    return session;
  }

  /** Returns what leads become. */
  public LeadService leads() {
    return new LeadService(session);
  }

  /** Returns what moves opportunities along their pipelines. */
  public OpportunityService opportunities() {
    return new OpportunityService(session);
  }

  /** Returns what the pipelines hold. */
  public PipelineService pipelines() {
    return new PipelineService(session);
  }

  /** Returns what was done, and what is due. */
  public ActivityService activities() {
    return new ActivityService(session);
  }

  /** Returns everything about one record. */
  public TimelineService timeline() {
    return new TimelineService(session);
  }

  /** Returns where events are sent, and what became of them. */
  public WebhookService webhooks() {
    return webhooks.service(session);
  }

  /** Returns what reads files into records. */
  public Importer importer() {
    return new Importer(session);
  }

  /** Returns what writes records into files. */
  public Exporter exporter() {
    return new Exporter(session);
  }
}
