package io.crmkit;

import io.crmkit.activity.ActivityService;
import io.crmkit.activity.TimelineService;
import io.crmkit.cache.DraftService;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.file.FileDepot;
import io.crmkit.file.FileService;
import io.crmkit.http.webhook.WebhookService;
import io.crmkit.sales.LeadService;
import io.crmkit.sales.OpportunityService;
import io.crmkit.sales.PipelineService;
import org.jspecify.annotations.Nullable;

/**
 * One actor in one organization: the only way in. Cheap to make, thread-safe.
 *
 * @since 0.1
 */
public final class Workspace {
  private final RecordSession session;
  private final Services services;

  Workspace(RecordSession session, Services services) {
    this.session = session;
    this.services = services;
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

  /** Returns what the actor has not finished. */
  public DraftService drafts() {
    return new DraftService(session);
  }

  /**
   * Returns what stores files and opens them.
   *
   * @throws IllegalStateException if none were configured
   */
  public FileService files() {
    return configured(services.files()).service(session);
  }

  static FileDepot configured(@Nullable FileDepot files) {
    if (files == null) {
      throw new IllegalStateException(
          "files need a place: Crm.builder().files(FileConfig.builder().store(…).build())");
    }
    return files;
  }

  /** Returns where events are sent, and what became of them. */
  public WebhookService webhooks() {
    return services.webhooks().service(session);
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
