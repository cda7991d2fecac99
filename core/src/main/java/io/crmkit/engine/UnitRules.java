package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import io.crmkit.storage.Reads;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What rules see of one transaction. */
final class UnitRules implements RuleContext {
  private final Unit unit;
  private final Engine engine;
  private final Actor actor;
  private final UUID organization;

  UnitRules(Unit unit, Engine engine, Actor actor, UUID organization) {
    this.unit = unit;
    this.engine = engine;
    this.actor = actor;
    this.organization = organization;
  }

  @Override
  public Instant now() {
    return unit.now();
  }

  @Override
  public LocalDate today() {
    return LocalDate.ofInstant(unit.now(), settings().zone());
  }

  @Override
  public UUID organizationId() {
    return organization;
  }

  @Override
  public Settings settings() {
    return engine.directory().settings(organization);
  }

  @Override
  public Event.By actor() {
    return actor.by();
  }

  @Override
  public @Nullable UUID actorUserId() {
    return actor.kind() == Actor.Kind.USER ? actor.id() : null;
  }

  @Override
  public <T> Optional<Stored<T>> find(Class<T> type, Id<?> id) {
    Work<T> work = unit.works().find(engine.schema().type(type), id.value());
    return work == null || work.isGone() ? Optional.empty() : Optional.of(unit.stored(work, null));
  }

  @Override
  public <T> Optional<Stored<T>> lock(Class<T> type, Id<?> id) {
    unit.works().lock(engine.schema().type(type), id.value());
    return find(type, id);
  }

  @Override
  public <T> List<Stored<T>> query(Class<T> type, Query query) {
    Declaration<T> declared = engine.schema().type(type);
    boolean isSearch = query.search() != null;
    Reads reads = isSearch ? unit.works().reads() : unit.works().reads(declared, query.where());
    return lister(declared).list(reads, query.scanning()).items();
  }

  @Override
  public <T> List<Stored<T>> all(Class<T> type) {
    Declaration<T> declared = engine.schema().type(type);
    if (unit.works().hasChanged(declared)) {
      List<Stored<T>> all = new ArrayList<>();
      Reads reads = unit.works().reads(declared, Condition.always());
      lister(declared).forEach(reads, Query.ALL.sort("id"), all::add);
      return all;
    }
    RowReader<T> reader = new RowReader<>(engine, declared, organization, null);
    return engine.referenceData(declared, organization, unit.works().storedReads()).stream()
        .map(reader::read)
        .toList();
  }

  @Override
  public List<Aggregation.Group> aggregate(Class<?> type, Aggregation aggregation) {
    Declaration<?> declared = engine.schema().type(type);
    return new Aggregator(declared, lister(declared), settings().zone())
        .run(unit.works().reads(declared, aggregation.where()), aggregation);
  }

  private <T> Lister<T> lister(Declaration<T> type) {
    return new Lister<>(engine, type, organization, null);
  }

  @Override
  public <T> Id<T> create(Class<T> type, T value) {
    Declaration<T> declared = engine.schema().type(type);
    Draft draft = Draft.of(declared, value);
    @Nullable Object[] values = new Preparation<>(engine, declared, actor, true).create(draft);
    return new Id<>(unit.create(declared, values, draft, Unit.Cause.RULE, "create").id);
  }

  @Override
  public <T> void update(Class<T> type, Id<?> id, T value) {
    Declaration<T> declared = engine.schema().type(type);
    unit.update(
        declared,
        id.value(),
        null,
        Unit.Cause.RULE,
        "update",
        work -> Draft.change(declared, value));
  }

  @Override
  public <T> void updateQuietly(Class<T> type, Id<?> id, T value) {
    Declaration<T> declared = engine.schema().type(type);
    unit.updateQuietly(declared, id.value(), Draft.change(declared, value));
  }

  @Override
  public void delete(Class<?> type, Id<?> id) {
    unit.delete(engine.schema().type(type), id.value(), null, Unit.Cause.RULE);
  }

  @Override
  public <T> Optional<Id<T>> post(Class<T> type, T value) {
    return unit.platform().post(type, value).map(Stored::id);
  }

  @Override
  public void emit(String action, String type, Id<?> id, Map<String, @Nullable Object> facts) {
    if (!action.startsWith(type + ".")) {
      throw InvalidValueException.of("action", "INVALID_ACTION", "must begin with " + type + ".");
    }
    unit.works().emit(action, type, id.value(), facts);
  }
}
