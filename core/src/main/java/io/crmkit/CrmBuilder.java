package io.crmkit;

import io.crmkit.activity.ActivityModule;
import io.crmkit.cache.CacheModule;
import io.crmkit.cache.CacheStore;
import io.crmkit.cache.Caches;
import io.crmkit.catalog.CatalogModule;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.DuplicateRule;
import io.crmkit.engine.Engine;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.KeyRing;
import io.crmkit.engine.RandomKeyRing;
import io.crmkit.file.FileConfig;
import io.crmkit.file.FileDepot;
import io.crmkit.file.FileModule;
import io.crmkit.http.webhook.InboundSource;
import io.crmkit.http.webhook.Inbox;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.crmkit.http.webhook.WebhookModule;
import io.crmkit.http.webhook.Webhooks;
import io.crmkit.identity.Identity;
import io.crmkit.identity.IdentityModule;
import io.crmkit.identity.LoginConfig;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobModule;
import io.crmkit.job.JobRunner;
import io.crmkit.record.Declaration;
import io.crmkit.record.IdSource;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Schema;
import io.crmkit.record.TimeOrderedIds;
import io.crmkit.sales.SalesDefaults;
import io.crmkit.sales.SalesModule;
import io.crmkit.storage.Storage;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts a CRM together. Not thread-safe. */
public final class CrmBuilder {
  private final Map<Class<?>, RecordRules<?>> types = builtIn();
  private @Nullable Storage storage;
  private @Nullable KeyRing keys;
  private Clock clock = Clock.systemUTC();
  private IdSource ids = new TimeOrderedIds();
  private LoginConfig login = LoginConfig.DEFAULT;
  private final List<JobKind> jobKinds = new ArrayList<>();
  private JobConfig jobs = JobConfig.DEFAULT;
  private final List<InboundSource> sources = new ArrayList<>();
  private @Nullable CacheStore cacheStore;
  private boolean isCaching = true;
  private @Nullable FileConfig files;
  private WebhookConfig webhooks = WebhookConfig.DEFAULT;

  CrmBuilder() {}

  private static Map<Class<?>, RecordRules<?>> builtIn() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(CustomField.class, new RecordRules<CustomField>() {});
    types.put(DuplicateRule.class, new RecordRules<DuplicateRule>() {});
    types.put(ImportRun.class, new RecordRules<ImportRun>() {});
    types.put(ImportError.class, new RecordRules<ImportError>() {});
    types.putAll(IdentityModule.types());
    types.putAll(JobModule.types());
    types.putAll(WebhookModule.types());
    types.putAll(CacheModule.types());
    types.putAll(FileModule.types());
    types.putAll(CatalogModule.types());
    types.putAll(SalesModule.types());
    types.putAll(ActivityModule.types());
    return types;
  }

  /** Returns the declarations of the types that every CRM has. */
  public static Schema builtInSchema() {
    return schemaOf(builtIn());
  }

  private static Schema schemaOf(Map<Class<?>, RecordRules<?>> types) {
    List<Declaration<?>> declarations = new ArrayList<>();
    types.keySet().forEach(type -> declarations.add(Declaration.of(type)));
    return new Schema(declarations);
  }

  /** Sets where records are kept. Required. The CRM opens and closes it. */
  public CrmBuilder storage(Storage where) {
    this.storage = where;
    return this;
  }

  /** Adds a type of the embedder's own. */
  public <T extends Record> CrmBuilder type(Class<T> type) {
    return type(type, new RecordRules<T>() {});
  }

  /** Adds a type of the embedder's own with its rules. */
  public <T extends Record> CrmBuilder type(Class<T> type, RecordRules<T> rules) {
    types.put(type, rules);
    return this;
  }

  /**
   * Sets the keys that seal fields and sign access tokens. Default: a random one that ends with the
   * process, so that logins end with it and no type may have encrypted fields.
   */
  public CrmBuilder keys(KeyRing keyRing) {
    this.keys = keyRing;
    return this;
  }

  /** Sets the clock. Default: the system's. */
  public CrmBuilder clock(Clock source) {
    this.clock = source;
    return this;
  }

  /** Sets the source of ids. Default: UUIDs of version 7. */
  public CrmBuilder ids(IdSource source) {
    this.ids = source;
    return this;
  }

  /** Sets how long logins last. Default: {@link LoginConfig#DEFAULT}. */
  public CrmBuilder login(LoginConfig config) {
    this.login = config;
    return this;
  }

  /** Adds a kind of job of the embedder's own. */
  public CrmBuilder job(JobKind kind) {
    jobKinds.add(kind);
    return this;
  }

  /** Sets how this node runs jobs. Default: {@link JobConfig#DEFAULT}. */
  public CrmBuilder jobs(JobConfig config) {
    this.jobs = config;
    return this;
  }

  /** Adds a provider whose calls {@link Crm#inbox()} takes in. */
  public CrmBuilder inbound(InboundSource source) {
    sources.add(source);
    return this;
  }

  /**
   * Sets the second level of {@link Crm#caches()}, such as one on Redis, which the CRM closes.
   * Default: none, all is kept in process.
   */
  public CrmBuilder cache(CacheStore secondLevel) {
    this.cacheStore = secondLevel;
    return this;
  }

  /**
   * Sets whether {@link Crm#caches()} keep anything; what the kernel knows of members and settings
   * for some seconds stays. Default: true.
   */
  public CrmBuilder caching(boolean isWanted) {
    this.isCaching = isWanted;
    return this;
  }

  /** Sets how files are kept. Default: they are not, and calls that need them fail. */
  public CrmBuilder files(FileConfig config) {
    this.files = config;
    return this;
  }

  /** Sets how events are sent to endpoints. Default: {@link WebhookConfig#DEFAULT}. */
  public CrmBuilder webhooks(WebhookConfig config) {
    this.webhooks = config;
    return this;
  }

  /**
   * Opens the storage and makes the CRM.
   *
   * @throws IllegalStateException naming what is missing or does not fit
   */
  public Crm build() {
    Storage where = storage;
    if (where == null) {
      throw new IllegalStateException("a CRM needs a storage: Crm.builder().storage(…)");
    }
    Schema schema = schemaOf(types);
    Engine engine =
        Engine.builder()
            .schema(schema)
            .storage(where)
            .rules(types)
            .rules(WebhookEndpoint.class, WebhookModule.endpoints(webhooks, schema))
            .keys(keys)
            .sealedByStore(builtIn().keySet())
            .clock(clock)
            .ids(ids)
            .directory(Identity::directory)
            .build();
    Identity identity = new Identity(engine, keys == null ? new RandomKeyRing() : keys, login);
    List<Consumer<Workspace>> seeds = List.of(workspace -> SalesDefaults.seed(workspace.session()));
    Inbox inbox = new Inbox(engine, sources);
    List<JobKind> kinds = new ArrayList<>(jobKinds);
    kinds.addAll(inbox.jobs());
    kinds.addAll(CacheModule.jobs(engine));
    FileDepot depot = files == null ? null : new FileDepot(engine, files);
    if (depot != null) {
      kinds.addAll(depot.kinds());
    }
    Webhooks sending = new Webhooks(engine, identity.members()::actor, webhooks);
    kinds.add(sending.jobKind());
    JobRunner runner = new JobRunner(engine, jobs, kinds);
    Services services = new Services(runner, inbox, sending, caches(engine), depot);
    return new Crm(engine, where, identity, services, seeds);
  }

  private Caches caches(Engine engine) {
    Caches.Builder caches = Caches.builder(engine.events()).keeping(isCaching);
    if (cacheStore != null) {
      caches.store(cacheStore);
    }
    if (!clock.equals(Clock.systemUTC())) { // else time is measured, which nobody sets back
      caches.clock(clock);
    }
    return caches.build();
  }
}
