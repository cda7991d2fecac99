package io.crmkit;

import io.crmkit.access.Actor;
import io.crmkit.engine.Engine;
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
  private final JobRunner jobs;
  private final Webhooks webhooks;
  private final List<Consumer<Workspace>> seeds;

  Crm(
      Engine engine,
      Storage storage,
      Identity identity,
      JobRunner jobs,
      Webhooks webhooks,
      List<Consumer<Workspace>> seeds) {
    this.engine = engine;
    this.storage = storage;
    this.identity = identity;
    this.jobs = jobs;
    this.webhooks = webhooks;
    this.seeds = List.copyOf(seeds);
  }

  /** Starts putting a CRM together. */
  public static CrmBuilder builder() {
    return new CrmBuilder();
  }

  /** Returns what an actor sees and may do in its organization. */
  public Workspace as(Actor actor) {
    return new Workspace(engine.session(actor), webhooks);
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
    return jobs;
  }

  /** Returns what sends events to the endpoints of organizations, as jobs of this node. */
  public Webhooks webhooks() {
    return webhooks;
  }

  /** Returns the kernel: types, clock, events. */
  public Engine engine() {
    return engine;
  }

  /** Ends all threads and closes the storage. */
  @Override
  public void close() {
    webhooks.close();
    jobs.close();
    engine.close();
    storage.close();
  }
}
