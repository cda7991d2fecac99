package io.crmkit.testkit;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.CrmException;
import io.crmkit.file.FileObject;
import io.crmkit.file.FileState;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** An organization with one row of each kind that others refer to, each under a short name. */
public final class RuleWorld {
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final Crm crm;
  private final UUID organization;
  private final RecordSession session;
  private final Map<String, String> ids = new LinkedHashMap<>();

  private RuleWorld(Crm crm, UUID organization, UUID user) {
    this.crm = crm;
    this.organization = organization;
    this.session = crm.as(Actor.user(organization, user, Grants.all())).session();
    ids.put("user", user.toString());
  }

  /** Makes an organization of its own, whose administrator has this address. */
  public static RuleWorld in(Crm crm, String administrator) {
    UUID organization = crm.createOrganization("Rules " + NUMBERS.incrementAndGet());
    Actor setup = Actor.system(organization, "test", Grants.all());
    UUID user = member(crm, setup, administrator, "ADMIN");
    RuleWorld world = new RuleWorld(crm, organization, user);
    String stranger = "stranger" + NUMBERS.incrementAndGet() + "@example.org";
    world.ids.put("member", member(crm, setup, stranger, "SALES").toString());
    world.fill();
    return world;
  }

  private static UUID member(Crm crm, Actor setup, String email, String role) {
    return crm.members()
        .addMember(crm.as(setup).session(), email, null, List.of(role), null, null)
        .value()
        .userId()
        .value();
  }

  /** Gives a user who is no member here the name {@code newcomer}. */
  public void nameNewcomer() {
    UUID other = crm.createOrganization("Others " + NUMBERS.incrementAndGet());
    Actor setup = Actor.system(other, "test", Grants.all());
    String email = "newcomer" + NUMBERS.incrementAndGet() + "@example.org";
    ids.put("newcomer", member(crm, setup, email, "SALES").toString());
  }

  private void fill() {
    find("pipeline", Condition.eq("isDefault", true), "pipeline");
    Condition ofSales = Condition.eq("pipelineId", new Id<>(id("pipeline")));
    find("stage", ofSales.and(Condition.eq("name", "Prospecting")), "open");
    find("stage", ofSales.and(Condition.eq("name", "Qualification")), "next");
    find("stage", ofSales.and(Condition.eq("name", "Closed Won")), "won");
    find("stage", ofSales.and(Condition.eq("name", "Closed Lost")), "lost");
    find("role", Condition.eq("name", "USER"), "role");
    make("spare", "pipeline", Map.of("name", "Spare"));
    make(
        "elsewhere",
        "stage",
        Map.of(
            "pipelineId",
            "$spare",
            "name",
            "Elsewhere",
            "probability",
            10,
            "forecastCategory",
            "PIPELINE",
            "sortOrder",
            1));
    make("team", "team", Map.of("name", "North"));
    make("account", "account", Map.of("name", "Baobab Bank"));
    make("contact", "contact", Map.of("company", "Baobab", "accountId", "$account"));
    make("category", "category", Map.of("name", "Chairs"));
    make("product", "product", Map.of("name", "Chair", "price", xof("500")));
    make("opportunity", "opportunity", Map.of("name", "Hall", "accountId", "$account"));
    make("activity", "activity", Map.of("type", "NOTE", "subject", "Note"));
    make("custom", "role", Map.of("name", "HOST"));
    file("file", FileState.READY);
    file("awaited", FileState.AWAITING);
    file("quarantined", FileState.QUARANTINED);
  }

  /** Makes a file as the product does that takes one in. */
  private void file(String name, FileState state) {
    FileObject file =
        new FileObject(name + ".pdf", null, 3, null, null, state, false, null, null, null);
    Id<FileObject> id = session.transact(joined -> joined.rules().create(FileObject.class, file));
    ids.put(name, id.toString());
  }

  private void find(String type, Condition where, String name) {
    ids.put(
        name, session.records(javaType(type)).list(Query.where(where)).items().get(0).id() + "");
  }

  /** Returns an amount in francs. */
  public static Map<String, Object> xof(String amount) {
    return Map.of("amount", amount, "currency", "XOF");
  }

  /** Returns the CRM. */
  public Crm crm() {
    return crm;
  }

  /** Returns the organization. */
  public UUID organization() {
    return organization;
  }

  /** Returns a session of the administrator. */
  public RecordSession session() {
    return session;
  }

  /** Returns the declaration of a type. */
  public Declaration<?> type(String name) {
    return crm.engine().schema().type(name);
  }

  private Class<?> javaType(String type) {
    return type(type).javaType();
  }

  /** Returns the id that a short name stands for. */
  public UUID id(String name) {
    return Id.of(text(name)).value();
  }

  /** Returns the id that a short name stands for, as a text. */
  public String text(String name) {
    String id = ids.get(name);
    if (id == null) {
      throw new IllegalArgumentException("nothing is called " + name);
    }
    return id;
  }

  /** Gives an id a short name. */
  public void name(String name, String id) {
    ids.put(name, id);
  }

  /** Makes a row and gives it a short name; returns its id. */
  public String make(String name, String type, Map<String, Object> fields) {
    String id = records(type).createPlain(resolved(fields)).id().toString();
    ids.put(name, id);
    return id;
  }

  /** Changes a row that has a short name. */
  public void change(String name, String type, Map<String, Object> fields) {
    session.records(javaType(type)).updatePlain(Id.of(text(name)), null, resolved(fields));
  }

  private Records<?> records(String type) {
    return session.records(javaType(type));
  }

  /** Returns a row in plain form. */
  public Map<String, Object> read(String type, String id) {
    return plain(session.records(javaType(type)), Id.of(id));
  }

  private static <T> Map<String, Object> plain(Records<T> records, Id<T> id) {
    return plain(records, records.get(id));
  }

  static <T> Map<String, Object> plain(Records<T> records, Stored<T> stored) {
    return records.plain(stored, Set.of());
  }

  /** Returns the number of living rows of a type. */
  public long count(String type) {
    return records(type).count(Query.ALL);
  }

  /** Returns the ids of the living rows of a type that have this value. */
  public List<String> having(String type, String path, Object value) {
    List<String> found = new ArrayList<>();
    records(type)
        .list(Query.where(Condition.eq(path, value)).limit(5))
        .items()
        .forEach(row -> found.add(row.id().toString()));
    return found;
  }

  /** Deletes a row, and tells what came of it. */
  public @Nullable String delete(String type, String id) {
    try {
      session.records(javaType(type)).delete(Id.of(id), null);
      return null;
    } catch (CrmException e) {
      return e.code();
    }
  }

  /** Returns a value with every {@code $name} replaced by the id that it stands for. */
  @SuppressWarnings("unchecked")
  public <V> V resolved(V value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> resolved = new LinkedHashMap<>();
      map.forEach((key, each) -> resolved.put((String) key, resolved(each)));
      return (V) resolved;
    }
    if (value instanceof List<?> list) {
      List<Object> resolved = new ArrayList<>();
      list.forEach(each -> resolved.add(resolved(each)));
      return (V) resolved;
    }
    int dollar = value instanceof String text ? text.indexOf('$') : -1;
    if (dollar < 0) {
      return value;
    }
    String text = (String) value;
    return (V) (text.substring(0, dollar) + text(text.substring(dollar + 1)));
  }

  /** Returns what stands at a path of a plain row. */
  public static @Nullable Object at(Map<String, Object> row, String path) {
    Object at = row;
    for (String name : path.split("\\.", -1)) {
      at = at instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return at;
  }
}
