package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.record.Declaration;
import io.crmkit.record.IdSource;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Schema;
import io.crmkit.record.TimeOrderedIds;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import io.crmkit.storage.Storage;
import jakarta.validation.executable.ExecutableValidator;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What all sessions of one CRM share: types, rules, storage, clock and ids. Thread-safe. Closing it
 * ends its threads; the storage is closed by whoever opened it.
 */
public final class Engine implements AutoCloseable {
  private final Schema schema;
  private final Storage storage;
  private final Clock clock;
  private final IdSource ids;
  private final Directory directory;
  private final Sealer sealer;
  private final Map<Class<?>, RecordRules<?>> rules;
  private final FutureTask<ExecutableValidator> validator =
      new FutureTask<>(Validation::newValidator);
  private final Cursors cursors;
  private final Scopes scopes;
  private final CustomFields customFields;
  private final Duplicates duplicates;
  private final Map<Declaration<?>, ReferenceData<List<Row>>> referenceData =
      new ConcurrentHashMap<>();
  private final EventHub events;
  private final Map<Class<?>, List<Runnable>> postedListeners = new ConcurrentHashMap<>();

  private Engine(Builder builder) {
    Thread making = new Thread(validator, "crmkit-validator"); // as long as the storage takes
    making.setDaemon(true);
    making.start();
    schema = Objects.requireNonNull(builder.schema, "schema");
    storage = Objects.requireNonNull(builder.storage, "storage");
    clock = builder.clock;
    ids = builder.ids;
    KeyRing keys = builder.keys;
    Map<Class<?>, RecordRules<?>> allRules = new HashMap<>(builder.rules);
    allRules.put(CustomField.class, new CustomFieldRules(schema));
    allRules.put(DuplicateRule.class, new DuplicateRules(schema));
    rules = Map.copyOf(allRules);
    if (keys == null) {
      refuseEncrypted(builder.sealedByStore);
    }
    scopes = new Scopes(schema);
    customFields = new CustomFields(schema);
    duplicates = new Duplicates(schema);
    storage.open(schema);
    byte[] secret = StoreSecret.of(storage);
    cursors = new Cursors(secret);
    SecretKeyRing own = SecretKeyRing.of("sealing\n" + HexFormat.of().formatHex(secret));
    sealer = new Sealer(keys == null ? own : own.behind(keys));
    directory = Objects.requireNonNull(builder.directory, "directory").apply(this);
    events = new EventHub(storage);
  }

  /**
   * What the product itself keeps, such as the payload of a job, is sealed by a secret of the store
   * where no keys are given; fields of other types are not, as their makers would trust in it.
   */
  private void refuseEncrypted(Set<Class<?>> sealedByStore) {
    List<String> sealedFields = new ArrayList<>();
    schema.types().stream()
        .filter(type -> !sealedByStore.contains(type.javaType()))
        .forEach(
            type ->
                type.fields().stream()
                    .filter(field -> field.isEncrypted())
                    .forEach(field -> sealedFields.add(type.name() + "." + field.path())));
    if (!sealedFields.isEmpty()) {
      throw new IllegalStateException(
          "these fields are encrypted, so a key ring is needed: " + sealedFields);
    }
  }

  /** Starts collecting the parts. */
  public static Builder builder() {
    return new Builder();
  }

  /** Opens a session for an actor in its organization. Cheap. */
  public RecordSession session(Actor actor) {
    return new RecordSession(this, actor, false);
  }

  /**
   * Opens a session on the records that stand outside of any organization: users, organizations,
   * login sessions. For the packages that own these types; it judges no rights.
   */
  public RecordSession platformSession(Actor actor) {
    return new RecordSession(this, actor, true);
  }

  /** Returns the declared types. */
  public Schema schema() {
    return schema;
  }

  /** Returns the clock of everything. */
  public Clock clock() {
    return clock;
  }

  /** Returns whether the storage answers. */
  public boolean isAvailable() {
    return storage.isAvailable();
  }

  /** Reads rows that stand outside of any organization, for the packages that own their types. */
  public PlatformReads platform() {
    return PlatformRows.reads(this);
  }

  /**
   * Runs a transaction on rows that stand outside of any organization, for the packages that own
   * their types.
   */
  public <R> R platform(Function<PlatformUnit, R> work) {
    return PlatformRows.transact(this, work);
  }

  /**
   * Calls the listener soon after a row of this platform type was posted by this process and
   * committed. It must return at once.
   */
  public void onPosted(Class<?> type, Runnable listener) {
    postedListeners.computeIfAbsent(type, key -> new CopyOnWriteArrayList<>()).add(listener);
  }

  void tellPosted(Class<?> type) {
    postedListeners.getOrDefault(type, List.of()).forEach(Runnable::run);
  }

  /** Returns the feed of committed events. */
  public EventHub events() {
    return events;
  }

  /** Returns the organizations' choices and members. */
  public Directory directory() {
    return directory;
  }

  /** Ends the threads that deliver events. */
  @Override
  public void close() {
    events.close();
  }

  Storage storage() {
    return storage;
  }

  /** Returns the present, to the microsecond that every storage keeps. */
  Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  UUID nextId(Instant at) {
    return ids.next(at);
  }

  ExecutableValidator validator() {
    try {
      return validator.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the validator was made", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("the validator cannot be made", e.getCause());
    }
  }

  Cursors cursors() {
    return cursors;
  }

  Scopes scopes() {
    return scopes;
  }

  CustomFields customFields() {
    return customFields;
  }

  Duplicates duplicates() {
    return duplicates;
  }

  /** Returns all living rows of a type of which the organization has few, by id. */
  List<Row> referenceData(Declaration<?> type, UUID organization, Reads reads) {
    return referenceData
        .computeIfAbsent(type, key -> new ReferenceData<>(key, List::copyOf))
        .of(organization, reads);
  }

  /** Forgets what is made of the rows of a type, since one changed. */
  void forgetReferenceData(Declaration<?> type, UUID organization) {
    ReferenceData<?> kept = referenceData.get(type);
    if (kept != null) {
      kept.forget(type, organization);
    }
    customFields.forget(type, organization);
    duplicates.forget(type, organization);
  }

  Sealer sealer() {
    return sealer;
  }

  @SuppressWarnings("unchecked") // registered under the class that they are rules of
  <T> RecordRules<T> rules(Class<T> type) {
    RecordRules<?> registered = rules.get(type);
    return registered == null ? new RecordRules<T>() {} : (RecordRules<T>) registered;
  }

  /** Collects the parts of an engine. Not thread-safe. */
  public static final class Builder {
    private @Nullable Schema schema;
    private @Nullable Storage storage;
    private @Nullable KeyRing keys;
    private @Nullable Function<Engine, Directory> directory;
    private Clock clock = Clock.systemUTC();
    private IdSource ids = new TimeOrderedIds();
    private final Map<Class<?>, RecordRules<?>> rules = new HashMap<>();
    private Set<Class<?>> sealedByStore = Set.of();

    private Builder() {}

    /** Sets the declared types. Required. */
    public Builder schema(Schema types) {
      this.schema = types;
      return this;
    }

    /** Sets where records are kept. Required; the engine opens it. */
    public Builder storage(Storage opened) {
      this.storage = opened;
      return this;
    }

    /** Sets who knows organizations and members, made once the storage is open. Required. */
    public Builder directory(Function<Engine, Directory> maker) {
      this.directory = maker;
      return this;
    }

    /**
     * Sets the keys of encrypted fields. Default: none, and then no type may have such a field but
     * those of {@link #sealedByStore}.
     */
    public Builder keys(@Nullable KeyRing keyRing) {
      this.keys = keyRing;
      return this;
    }

    /**
     * Sets the types whose encrypted fields a secret of the store seals while there are no keys. It
     * stands in the same store, and keeps nobody out who has read that. Default: none.
     */
    public Builder sealedByStore(Set<Class<?>> types) {
      this.sealedByStore = Set.copyOf(types);
      return this;
    }

    /** Sets the clock. Default: the system's. */
    public Builder clock(Clock source) {
      this.clock = source;
      return this;
    }

    /** Sets the source of ids. Default: {@link TimeOrderedIds}. */
    public Builder ids(IdSource source) {
      this.ids = source;
      return this;
    }

    /** Sets the rules of a type. */
    public <T> Builder rules(Class<T> type, RecordRules<T> typeRules) {
      rules.put(type, typeRules);
      return this;
    }

    /** Sets the rules of several types, each under its class. */
    public Builder rules(Map<Class<?>, RecordRules<?>> typeRules) {
      rules.putAll(typeRules);
      return this;
    }

    /**
     * Makes the engine and opens the storage.
     *
     * @throws IllegalStateException if a type needs what was not given, or the storage does not fit
     */
    public Engine build() {
      return new Engine(this);
    }
  }
}
