package io.crmkit.engine.transfer;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.catalog.CatalogModule;
import io.crmkit.engine.CustomField;
import io.crmkit.engine.Directory;
import io.crmkit.engine.Engine;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Declaration;
import io.crmkit.record.Default;
import io.crmkit.record.DuplicateMatcher;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Matched;
import io.crmkit.record.Money;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.Owner;
import io.crmkit.record.PartOf;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import io.crmkit.record.RefersTo;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Scale;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import io.crmkit.sales.SalesModule;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.TestCrm;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
import org.jspecify.annotations.Nullable;

/** A CRM in memory with types that have a field of every kind, for one organization in Dakar. */
final class TransferCrm implements AutoCloseable {
  static final UUID ORGANIZATION = new UUID(0x0190_0000_0000_7000L, 1);
  static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

  @RecordType(value = "user", platform = true)
  record User(String name) {}

  @RecordType("team")
  record Team(@NaturalKey @Indexed String name) {}

  @RecordType("file")
  record FileObject(String name) {}

  enum Level {
    COLD,
    LUKE_WARM,
    HOT
  }

  @RecordType(value = "club", soft = true)
  record Club(
      @NaturalKey @Indexed @NotBlank @Size(max = 100) @Matched(DuplicateMatcher.EXACT) String name,
      @Unique @Nullable @Size(max = 40) String code,
      @Indexed @Nullable Id<Club> parentId,
      @Nullable @PositiveOrZero Integer seats,
      @Default("5") int stars,
      @Owner @Nullable @RefersTo("user") Id<?> ownerId) {}

  @PartOf(Club.class)
  @RecordType(value = "room", unique = "clubId,name")
  record Room(@Indexed Id<Club> clubId, @NaturalKey @NotBlank @Size(max = 50) String name) {}

  @RecordType(value = "thing", soft = true)
  record Thing(
      @NaturalKey @Indexed @NotBlank @Size(max = 20_000) String name,
      @Indexed @Nullable Level level,
      @Default("false") boolean isOpen,
      Amounts amounts,
      Times times,
      Texts texts,
      @Nullable Place place,
      Links links,
      Lists lists,
      @Managed @Default("0") int visits) {}

  record Amounts(
      @Nullable Integer count,
      @Nullable Long total,
      @Scale(4) @Nullable BigDecimal rate,
      @Nullable Money fee,
      @Nullable Currency currency) {}

  record Times(
      @Nullable Instant opensAt,
      @Nullable LocalDate foundedOn,
      @Nullable Duration visit,
      @Nullable ZoneId zone,
      @Nullable Locale language) {}

  record Texts(
      @Nullable @Size(max = 254) @Text(TextFormat.EMAIL) String email,
      @Nullable @Size(max = 40) @Text(TextFormat.PHONE) String phone,
      @Nullable @Size(max = 200) @Text(TextFormat.URL) String url,
      @Nullable @Size(max = 2_000) @Text(TextFormat.JSON) String json,
      @Nullable @Encrypted @Size(max = 200) String secret) {}

  record Place(@Nullable @Size(max = 100) String city, @Nullable @Size(max = 60) String country) {}

  record Links(
      @Indexed @Nullable Id<Club> clubId,
      @Indexed @Nullable Id<Room> roomId,
      @Nullable @RefersTo({"club", "thing"}) Ref source,
      @Nullable Ref anything,
      @Nullable @RefersTo("user") Id<?> helperId) {}

  record Lists(
      @Size(max = 20) List<@Size(max = 100) String> tags,
      @Size(max = 20) List<Level> levels,
      @Size(max = 20) List<Id<Club>> clubs,
      @Size(max = 20) List<Money> fees) {}

  private final Map<String, UUID> members = new ConcurrentHashMap<>();
  private final SettableClock clock = new SettableClock(START);
  private final Storage storage;
  private final Engine engine;
  final UUID anna;
  final UUID binta;
  final RecordSession session;

  TransferCrm() {
    this(new MemoryStorage());
  }

  TransferCrm(Storage where) {
    storage = where;
    Map<Class<?>, RecordRules<?>> rules = new LinkedHashMap<>();
    rules.putAll(CatalogModule.types());
    rules.putAll(SalesModule.types());
    List<Declaration<?>> declarations = new ArrayList<>();
    for (Class<?> type :
        List.of(
            User.class,
            Team.class,
            FileObject.class,
            CustomField.class,
            ImportRun.class,
            ImportError.class,
            Club.class,
            Room.class,
            Thing.class)) {
      declarations.add(Declaration.of(type));
    }
    rules.keySet().forEach(type -> declarations.add(Declaration.of(type)));
    engine =
        Engine.builder()
            .schema(new Schema(declarations))
            .storage(storage)
            .clock(clock)
            .keys(new OneKey())
            .directory(made -> new Members())
            .rules(rules)
            .build();
    anna = member("anna@acme.example");
    binta = member("Binta Diop");
    session = as(Grants.all());
  }

  RecordSession as(Grants grants) {
    return engine.session(Actor.user(ORGANIZATION, anna, grants));
  }

  <T> Records<T> records(Class<T> type) {
    return session.records(type);
  }

  <T> List<Stored<T>> all(Class<T> type) {
    List<Stored<T>> all = new ArrayList<>();
    records(type).forEach(Query.ALL.sort("createdAt"), all::add);
    return all;
  }

  Importer importer() {
    return new Importer(session);
  }

  Id<?> file() {
    return records(FileObject.class).create(new FileObject("upload")).id();
  }

  static ImportSource text(String text) {
    return ImportSource.of(text.getBytes(StandardCharsets.UTF_8));
  }

  ImportRequest request(String type) {
    return ImportRequest.of(type, file());
  }

  /** Imports a text to its end. */
  Stored<ImportRun> load(String type, String text) {
    return load(request(type), text(text));
  }

  Stored<ImportRun> load(ImportRequest request, ImportSource source) {
    Stored<ImportRun> run = importer().start(source, request);
    return importer().run(run.id(), source, progress -> {});
  }

  List<ImportError> errors(Stored<ImportRun> run) {
    return importer().errors(run.id(), 10_000);
  }

  String errorFile(Stored<ImportRun> run, ImportSource source) throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    importer().writeErrors(run.id(), source, to);
    return to.toString(StandardCharsets.UTF_8);
  }

  String export(String type) throws IOException {
    return export(session, type, Query.ALL, Set.of());
  }

  static String export(RecordSession session, String type, Query query, Set<String> fields)
      throws IOException {
    ByteArrayOutputStream to = new ByteArrayOutputStream();
    new Exporter(session).write(type, query, fields, true, to);
    return to.toString(StandardCharsets.UTF_8);
  }

  SettableClock clock() {
    return clock;
  }

  @Override
  public void close() {
    engine.close();
    storage.close();
  }

  private static final class OneKey implements io.crmkit.engine.KeyRing {
    @Override
    public String currentKeyId() {
      return "k1";
    }

    @Override
    public byte[] key(String id) {
      return new byte[32];
    }
  }

  /** Makes a member who is known by this name. */
  UUID member(String name) {
    return members.computeIfAbsent(
        name,
        key ->
            engine
                .platformSession(Actor.system(ORGANIZATION, "test", Grants.all()))
                .records(User.class)
                .create(new User(key))
                .id()
                .value());
  }

  private final class Members implements Directory {
    @Override
    public RuleContext.Settings settings(UUID organization) {
      return new TestCrm.Dakar();
    }

    @Override
    public boolean isActiveMember(UUID organization, UUID user) {
      return members.containsValue(user);
    }

    @Override
    public @Nullable UUID mainTeam(UUID organization, UUID user) {
      return null;
    }

    @Override
    public List<UUID> findMembers(UUID organization, String emailOrName) {
      UUID member = members.get(emailOrName);
      return member == null ? List.of() : List.of(member);
    }

    @Override
    public @Nullable String memberKey(UUID organization, UUID user) {
      return members.entrySet().stream()
          .filter(entry -> entry.getValue().equals(user))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElse(null);
    }
  }

  Club club(String name) {
    return all(Club.class).stream()
        .map(Stored::value)
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static ImportMapping mapping(String json) {
    return ImportMapping.of(json.replace('\'', '"'));
  }

  List<Map.Entry<String, String>> faults(Stored<ImportRun> run) {
    List<Map.Entry<String, String>> faults = new ArrayList<>();
    for (ImportError error : errors(run)) {
      faults.add(Map.entry(error.row() + ":" + error.column(), error.code()));
    }
    return faults;
  }
}
