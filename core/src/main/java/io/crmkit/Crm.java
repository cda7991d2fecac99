package io.crmkit;

import io.crmkit.access.Actor;
import io.crmkit.cache.Caches;
import io.crmkit.engine.Engine;
import io.crmkit.file.FileDepot;
import io.crmkit.http.webhook.Inbox;
import io.crmkit.http.webhook.Webhooks;
import io.crmkit.identity.Identity;
import io.crmkit.identity.LoginService;
import io.crmkit.identity.MemberService;
import io.crmkit.identity.Organization;
import io.crmkit.job.JobRunner;
import io.crmkit.record.Id;
import io.crmkit.storage.Storage;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A CRM: types, rules and storage, put together by {@link CrmBuilder}. Thread-safe; several may
 * live in one process.
 *
 * @since 0.1
 */
public final class Crm implements AutoCloseable {
  private final Engine engine;
  private final Storage storage;
  private final Identity identity;
  private final Services services;
  private final List<Consumer<Workspace>> seeds;

  Crm(
      Engine engine,
      Storage storage,
      Identity identity,
      Services services,
      List<Consumer<Workspace>> seeds) {
    this.engine = engine;
    this.storage = storage;
    this.identity = identity;
    this.services = services;
    this.seeds = List.copyOf(seeds);
  }

  /** Starts putting a CRM together. */
  public static CrmBuilder builder() {
    return new CrmBuilder();
  }

  /** Returns what an actor sees and may do in its organization. */
  public Workspace as(Actor actor) {
    return new Workspace(engine.session(actor), services);
  }

  /** Makes an organization of this name with every default. */
  public UUID createOrganization(String name) {
    return createOrganization(Organization.of(name, MemberService.slugOf(name)));
  }

  /** Makes an organization, with built-in roles, pipelines and stages. */
  public UUID createOrganization(Organization organization) {
    Id<Organization> id = identity.members().createOrganization(organization);
    Workspace workspace = as(Actor.system(id.value(), "setup", io.crmkit.access.Grants.all()));
    seeds.forEach(seed -> seed.accept(workspace));
    services.jobs().welcome(id.value());
    return id.value();
  }

  /** Returns what proves who calls. */
  public LoginService logins() {
    return identity.logins();
  }

  /** Returns what makes organizations and members. */
  public MemberService members() {
    return identity.members();
  }

  /** Returns what runs jobs on this node, once it is started. */
  public JobRunner jobs() {
    return services.jobs();
  }

  /** Returns what takes in the calls of providers. */
  public Inbox inbox() {
    return services.inbox();
  }

  /** Returns the caches, which forget what events change. */
  public Caches caches() {
    return services.caches();
  }

  /**
   * Returns the files, as far as nobody need be known; an actor's are in its workspace.
   *
   * @throws IllegalStateException if none were configured
   */
  public FileDepot files() {
    return Workspace.configured(services.files());
  }

  /** Returns whether files were configured. */
  public boolean hasFiles() {
    return services.files() != null;
  }

  /** Returns what sends events to the endpoints of organizations, as jobs of this node. */
  public Webhooks webhooks() {
    return services.webhooks();
  }

  /** Returns the kernel: types, clock, events. */
  public Engine engine() {
    return engine;
  }

  /** Ends all threads and closes the caches and the storage. */
  @Override
  public void close() {
    services.webhooks().close();
    services.jobs().close();
    services.caches().close();
    engine.close();
    FileDepot files = services.files();
    if (files != null) {
      files.close();
    }
    storage.close();
  }
}
