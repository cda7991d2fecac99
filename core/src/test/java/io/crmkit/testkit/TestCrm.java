package io.crmkit.testkit;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.activity.ActivityModule;
import io.crmkit.catalog.CatalogModule;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.Directory;
import io.crmkit.engine.Engine;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Declaration;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RecordType;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Schema;
import io.crmkit.sales.SalesModule;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The sales types on a storage, with one organization in Dakar that reckons in XOF. */
public final class TestCrm implements AutoCloseable {
  /** The organization. */
  public static final UUID ORGANIZATION = new UUID(0x0190_0000_0000_7000L, 1);

  /** An id that no record has. */
  public static final UUID NOBODY = new UUID(0x0190_0000_0000_7000L, 2);

  /** When every test begins. */
  public static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  /** Stands for the type of this name. */
  @RecordType(value = "user", platform = true)
  public record User(String name) {}

  /** Stands for the type of this name. */
  @RecordType("team")
  public record Team(String name) {}

  /** Stands for the type of this name. */
  @RecordType("file")
  public record FileObject(String name) {}

  /** Stands for the type of this name. */
  @RecordType("project")
  public record Project(String name) {}

  private final SettableClock clock = new SettableClock(START);
  private final Set<UUID> members = ConcurrentHashMap.newKeySet();
  private final Map<UUID, UUID> teams = new ConcurrentHashMap<>();
  private final Storage storage;
  private final Engine engine;
  private final UUID rep;
  private volatile Consumer<RuleContext> pending = context -> {};

  /** Starts one in memory that holds nothing. */
  public TestCrm() {
    this(new MemoryStorage());
  }

  /** Starts one on a storage that holds nothing, and closes it at the end. */
  public TestCrm(Storage storage) {
    this.storage = storage;
    Map<Class<?>, RecordRules<?>> rules = new LinkedHashMap<>();
    rules.putAll(CatalogModule.types());
    rules.putAll(SalesModule.types());
    rules.putAll(ActivityModule.types());
    List<Declaration<?>> declarations = new ArrayList<>();
    for (Class<?> type :
        List.of(User.class, Team.class, FileObject.class, Project.class, CustomField.class)) {
      declarations.add(Declaration.of(type));
    }
    rules.keySet().forEach(type -> declarations.add(Declaration.of(type)));
    rules.put(Project.class, new ProjectRules());
    engine =
        Engine.builder()
            .schema(new Schema(declarations))
            .storage(storage)
            .clock(clock)
            .directory(made -> new Members())
            .rules(rules)
            .build();
    rep = newMember();
  }

  /** Returns the first member, whom {@link #session()} stands for. */
  public UUID rep() {
    return rep;
  }

  /** Returns a session of the first member, who may do everything. */
  public RecordSession session() {
    return as(rep, Grants.all());
  }

  /** Returns a session of a member with these rights. */
  public RecordSession as(UUID user, Grants grants) {
    return engine.session(Actor.user(ORGANIZATION, user, grants));
  }

  /** Returns a session of a part of the system, which is no user. */
  public RecordSession system() {
    return engine.session(Actor.system(ORGANIZATION, "job", Grants.all()));
  }

  /** Runs this as a rule, which may set managed fields, in a transaction of its own. */
  public void asRule(Consumer<RuleContext> work) {
    session().transact(joined -> joined.records(Project.class).create(running(work)));
  }

  /** Returns a project that runs this as a rule when it is created. */
  public Project running(Consumer<RuleContext> work) {
    pending = work;
    return new Project("rule");
  }

  /** Returns the id of one more active member. */
  public UUID newMember() {
    Actor maker = Actor.system(ORGANIZATION, "test", Grants.all());
    UUID member =
        engine.platformSession(maker).records(User.class).create(new User("Rep")).id().value();
    members.add(member);
    return member;
  }

  /** Returns the id of one more active member, whose main team has this name. */
  public UUID newMember(String team) {
    UUID member = newMember();
    teams.put(member, session().records(Team.class).create(new Team(team)).id().value());
    return member;
  }

  /** Lets a member go. */
  public void remove(UUID member) {
    members.remove(member);
  }

  /** Returns the clock. */
  public SettableClock clock() {
    return clock;
  }

  /** Returns the engine. */
  public Engine engine() {
    return engine;
  }

  @Override
  public void close() {
    engine.close();
    storage.close();
  }

  /** Does what a test wants done by a rule. */
  private final class ProjectRules implements RecordRules<Project> {
    @Override
    public Project beforeWrite(Change<Project> change, RuleContext context) {
      Consumer<RuleContext> work = pending;
      pending = done -> {};
      work.accept(context);
      return change.value();
    }
  }

  private final class Members implements Directory {
    @Override
    public RuleContext.Settings settings(UUID organization) {
      return new Dakar();
    }

    @Override
    public boolean isActiveMember(UUID organization, UUID user) {
      return members.contains(user);
    }

    @Override
    public @Nullable UUID mainTeam(UUID organization, UUID user) {
      return teams.get(user);
    }
  }

  /** Francs, French, and the time of Dakar. */
  public static final class Dakar implements RuleContext.Settings {
    @Override
    public Currency currency() {
      return Currency.getInstance("XOF");
    }

    @Override
    public ZoneId zone() {
      return ZoneId.of("Africa/Dakar");
    }

    @Override
    public Locale locale() {
      return Locale.FRENCH;
    }
  }
}
