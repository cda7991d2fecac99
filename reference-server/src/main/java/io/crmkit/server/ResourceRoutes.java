package io.crmkit.server;

import io.crmkit.cache.Draft;
import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.EventForm;
import io.crmkit.engine.GroupForm;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The routes that every declared type has, as far as it offers their verbs.
 *
 * @param <T> the record type
 */
final class ResourceRoutes<T> {
  static final String MERGE_PATCH = "application/merge-patch+json";
  private static final int MOST_ROWS = 200;
  private static final int USUAL_ROWS = 25;

  private final Parts parts;
  private final Declaration<T> type;
  private final String path;
  private final String one;
  private final String schema;
  private final String plural;
  private final UnaryOperator<Map<String, @Nullable Object>> shape;

  /**
   * Makes the routes of a type; {@code shape} turns the plain form of a record into what is shown.
   */
  ResourceRoutes(
      Parts parts, Declaration<T> type, UnaryOperator<Map<String, @Nullable Object>> shape) {
    this.parts = parts;
    this.type = type;
    this.shape = shape;
    this.path = "/v1/" + type.plural();
    this.one = path + "/{id}";
    this.schema = Schemas.name(type.name());
    this.plural = Schemas.name(type.plural());
  }

  /**
   * Returns whether a type has routes of this kind at all. Drafts are found by type and key, so
   * they have their own.
   */
  static boolean isServed(Declaration<?> type) {
    return !type.isHidden() && !type.isPlatform() && !type.javaType().equals(Draft.class);
  }

  void addTo(Router router) {
    addTo(router, false);
  }

  /** Adds the routes, but for the one that makes a record where the type has its own. */
  void addTo(Router router, boolean hasOwnCreate) {
    Set<Verb> verbs = type.verbs();
    if (verbs.contains(Verb.READ)) {
      router.add(
          route("GET", path, "list" + plural, this::list)
              .summary("Lists " + type.plural())
              .parameters(Parameters.list(type))
              .answers(200, "One page", Schemas.ref(schema + "Page")));
      router.add(
          route("GET", one, "get" + schema, this::get)
              .parameter(Parameters.fields())
              .parameter(Parameters.ifNoneMatch())
              .summary("Returns one record")
              .answers(200, "The record", Schemas.ref(schema), "ETag")
              .answers(304, "It is still at the version named"));
      router.add(
          route("POST", path + "/query", "query" + plural, this::query)
              .summary("Lists " + type.plural() + ", asked for in a body")
              .takes(Schemas.ref("Query"), Answer.JSON)
              .answers(200, "One page", Schemas.ref(schema + "Page")));
      router.add(
          route("POST", path + "/aggregate", "aggregate" + plural, this::aggregate)
              .summary("Groups and measures " + type.plural())
              .takes(Schemas.ref("Aggregation"), Answer.JSON)
              .answers(200, "The groups", Schemas.ref("Groups")));
      router.add(
          route("GET", one + "/history", "get" + schema + "History", this::history)
              .summary("Lists the events of a record, the newest first")
              .parameters(Parameters.page())
              .answers(200, "One page", Schemas.ref("History")));
    }
    if (verbs.contains(Verb.CREATE) && !hasOwnCreate) {
      router.add(
          route("POST", path, "create" + schema, this::create)
              .summary("Makes a record")
              .takes(Schemas.ref(schema + "Create"), Answer.JSON)
              .answers(201, "The record as made", Schemas.ref(schema), "Location", "ETag"));
    }
    if (verbs.contains(Verb.UPDATE)) {
      router.add(
          route("PATCH", one, "update" + schema, this::update)
              .summary("Changes the fields named; null clears one")
              .parameter(Parameters.ifMatch(true))
              .takes(Schemas.ref(schema + "Patch"), MERGE_PATCH, Answer.JSON)
              .answers(200, "The record as changed", Schemas.ref(schema), "ETag"));
    }
    if (verbs.contains(Verb.DELETE)) {
      router.add(
          route("DELETE", one, "delete" + schema, this::delete)
              .summary("Deletes a record")
              .parameter(Parameters.ifMatch(true))
              .answers(204, "It is deleted"));
      if (type.isSoft()) {
        router.add(
            route("POST", one + "/restore", "restore" + schema, this::restore)
                .summary("Brings a deleted record back")
                .parameter(Parameters.ifMatch(false))
                .answers(200, "The record as restored", Schemas.ref(schema), "ETag"));
      }
    }
    if (verbs.size() > 1 || !verbs.contains(Verb.READ)) {
      router.add(
          route("POST", path + "/batch", "batch" + plural, this::batch)
              .summary("Writes up to 1,000 rows, all of them or each on its own")
              .takes(Schemas.ref("Batch"), Answer.JSON)
              .answers(200, "What became of each row", Schemas.ref("BatchResults")));
    }
    router.guard(path, this::guard);
    router.guard(one, this::guard);
  }

  private Route route(String method, String at, String operationId, Route.Handler handler) {
    Route route = new Route(method, at, operationId, handler).tag(type.plural());
    if (at.startsWith(one)) {
      route.parameter(Parameters.id());
    }
    return route;
  }

  /** Judges a method that the type does not offer: who may not do it anyway is told just that. */
  private void guard(Call call) {
    AccessCheck<T> check = check(call);
    String action =
        switch (call.method()) {
          case "POST" -> "create";
          case "PATCH" -> "update";
          case "DELETE" -> "delete";
          default -> "read";
        };
    if (call.path().equals(path)) {
      check.may(action);
    } else {
      check.may(action, call.id(), false);
    }
  }

  private AccessCheck<T> check(Call call) {
    return new AccessCheck<>(call.session(), type);
  }

  private Records<T> records(RecordSession session) {
    return session.records(type.javaType());
  }

  private Answer list(Call call) {
    check(call).may("read");
    return page(call, new QueryReader(call.session(), type).parameters(call.query()));
  }

  private Answer query(Call call) {
    check(call).may("read");
    Map<String, @Nullable Object> body = call.object();
    return call.onceClaimed(
        call.session(), body, () -> page(call, new QueryReader(call.session(), type).body(body)));
  }

  private Answer page(Call call, QueryReader.Request request) {
    Records<T> records = records(call.session());
    Page<Stored<T>> page = records.list(request.query());
    return Answer.page(page, stored -> shape.apply(records.plain(stored, request.fields())));
  }

  private Answer aggregate(Call call) {
    check(call).may("read");
    Map<String, @Nullable Object> body = call.object();
    return call.onceClaimed(
        call.session(),
        body,
        () -> {
          Aggregation aggregation = new QueryReader(call.session(), type).aggregation(body);
          List<Aggregation.Group> groups = records(call.session()).aggregate(aggregation);
          return Answer.json(200, Map.of("groups", GroupForm.of(type, aggregation, groups)));
        });
  }

  private Answer get(Call call) {
    Id<T> id = call.id();
    Stored<T> stored = check(call).get(id);
    String fields = call.query("fields");
    Set<String> shown =
        fields == null
            ? Set.of()
            : new QueryReader(call.session(), type).fields(List.of(fields.split(",", -1)));
    String tag = Etags.of(stored.version());
    if (Etags.isKnown(call.listHeader("If-None-Match"), stored.version())) {
      return Answer.empty(304).with("ETag", tag);
    }
    return Answer.json(200, shape.apply(records(call.session()).plain(stored, shown)))
        .with("ETag", tag);
  }

  private Answer create(Call call) {
    check(call).may("create");
    Map<String, @Nullable Object> body = call.object();
    return call.once(
        body,
        session -> records(session).createPlain(body),
        stored -> written(201, call, stored).with("Location", path + "/" + stored.id()));
  }

  private Answer written(int status, Call call, Stored<T> stored) {
    return Answer.json(status, plain(records(call.session()), stored))
        .with("ETag", Etags.of(stored.version()));
  }

  /** Returns the plain form of a record that was written, with what the write met. */
  static <T> Map<String, @Nullable Object> plain(Records<T> records, Stored<T> stored) {
    Map<String, @Nullable Object> plain = records.plain(stored, Set.of());
    if (!stored.warnings().isEmpty()) {
      List<Object> warnings = new ArrayList<>();
      stored
          .warnings()
          .forEach(
              warning ->
                  warnings.add(
                      Map.of(
                          "code",
                          warning.code(),
                          "ids",
                          warning.ids().stream().map(Object::toString).toList())));
      plain.put("warnings", warnings);
    }
    return plain;
  }

  private Answer update(Call call) {
    Id<T> id = call.id();
    long current = check(call).may("update", id, false);
    Map<String, @Nullable Object> body = call.object(MERGE_PATCH, Answer.JSON);
    Long expected = Etags.expected(call.listHeader("If-Match"), current, type.name(), id);
    return written(200, call, records(call.session()).updatePlain(id, expected, body));
  }

  private Answer delete(Call call) {
    Id<T> id = call.id();
    long current = check(call).may("delete", id, false);
    Long expected = Etags.expected(call.listHeader("If-Match"), current, type.name(), id);
    records(call.session()).delete(id, expected);
    return Answer.empty(204);
  }

  private Answer restore(Call call) {
    Id<T> id = call.id();
    long current = check(call).may("delete", id, true);
    Map<String, @Nullable Object> body = call.objectIfAny();
    String ifMatch = call.listHeader("If-Match");
    Long expected = ifMatch == null ? null : Etags.expected(ifMatch, current, type.name(), id);
    return call.once(
        body,
        session -> records(session).restore(id, expected),
        stored -> written(200, call, stored));
  }

  private Answer history(Call call) {
    Id<T> id = call.id();
    call.onlyQuery(Set.of("cursor", "limit"));
    String limit = call.query("limit");
    Page<Event> page =
        records(call.session())
            .history(
                id,
                call.query("cursor"),
                limit == null ? USUAL_ROWS : QueryReader.limit(limit, MOST_ROWS));
    return Answer.page(page, event -> EventForm.of(event, event.id().toString()));
  }

  private Answer batch(Call call) {
    Map<String, @Nullable Object> body = call.object();
    return new BatchCall(parts, call, type).answer(body);
  }
}
