package io.crmkit.server;

import io.crmkit.cache.Draft;
import io.crmkit.cache.DraftService;
import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Json;
import io.crmkit.record.Page;
import io.crmkit.record.Stored;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the caller has not finished, by type and key. */
final class DraftRoutes {
  private static final String DRAFTS = "/v1/drafts";
  private static final String ONE = DRAFTS + "/{type}/{key}";
  private static final String TAG = "drafts";
  private static final int MOST_BYTES = 256 * 1024;

  private final Parts parts;
  private final Declaration<Draft> type;

  DraftRoutes(Parts parts) {
    this.parts = parts;
    this.type = parts.crm().engine().schema().type(Draft.class);
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", DRAFTS, "listDrafts", this::list)
            .tag(TAG)
            .summary("Lists the caller's own drafts")
            .parameters(Parameters.list(type))
            .answers(200, "One page", Schemas.ref("DraftPage")));
    router.add(
        one("GET", "getDraft", this::get)
            .summary("Returns a draft of the caller")
            .parameter(Parameters.ifNoneMatch())
            .answers(200, "The draft", Schemas.ref("Draft"), "ETag")
            .answers(304, "It is still at the version named"));
    router.add(
        one("PUT", "saveDraft", this::save)
            .summary("Makes or replaces a draft of the caller, kept for 30 days")
            .parameter(Parameters.ifMatch(false))
            .takes(Map.of("type", "object"), Answer.JSON)
            .answers(200, "The draft as replaced", Schemas.ref("Draft"), "ETag")
            .answers(201, "The draft as made", Schemas.ref("Draft"), "ETag", "Location"));
    router.add(
        one("DELETE", "deleteDraft", this::delete)
            .summary("Deletes a draft of the caller")
            .parameter(Parameters.ifMatch(false))
            .answers(204, "It is deleted"));
  }

  private static Route one(String method, String id, Route.Handler handler) {
    return new Route(method, ONE, id, handler)
        .tag(TAG)
        .parameter(Parameters.path("type", "What it will become"))
        .parameter(Parameters.path("key", "Which one of the type"));
  }

  private static DraftService service(Call call) {
    return new DraftService(call.session());
  }

  /** Judges before the body is read, and before it is told whether there is a draft. */
  private void require(Call call, String action) {
    new AccessCheck<>(call.session(), type).may(action);
  }

  private static String part(Call call, String name) {
    String part = QueryString.segment(call.parameter(name));
    if (part == null) {
      throw HttpException.notFound(call.path());
    }
    return part;
  }

  private static Optional<Stored<Draft>> find(Call call) {
    return service(call).find(part(call, "type"), part(call, "key"));
  }

  private static Stored<Draft> found(Call call) {
    return find(call)
        .orElseThrow(() -> new NotFoundException("draft", call.path().substring(DRAFTS.length())));
  }

  private Answer answer(Call call, int status, Stored<Draft> draft) {
    Records<Draft> records = call.session().records(Draft.class);
    return Answer.json(status, ResourceRoutes.plain(records, draft))
        .with("ETag", Etags.of(draft.version()));
  }

  private Answer list(Call call) {
    require(call, "read");
    QueryReader.Request request = new QueryReader(call.session(), type).parameters(call.query());
    Page<Stored<Draft>> page = service(call).list(request.query());
    Records<Draft> records = call.session().records(Draft.class);
    return Answer.page(page, each -> records.plain(each, request.fields()));
  }

  private Answer get(Call call) {
    require(call, "read");
    Stored<Draft> draft = found(call);
    return Etags.isKnown(call.listHeader("If-None-Match"), draft.version())
        ? Answer.empty(304).with("ETag", Etags.of(draft.version()))
        : answer(call, 200, draft);
  }

  private Answer save(Call call) {
    require(call, "create");
    String draftType = part(call, "type");
    String key = part(call, "key");
    long most = Math.min(MOST_BYTES, parts.config().maxBody());
    Object body = Body.read(call.context().req(), Set.of(Answer.JSON), most);
    if (!(body instanceof Map<?, ?>)) {
      throw InvalidValueException.of("body", "INVALID_TYPE", "must be a JSON object");
    }
    Stored<Draft> saved =
        service(call).save(draftType, key, Json.write(body), null, expected(call));
    return saved.version() > 1
        ? answer(call, 200, saved)
        : answer(call, 201, saved).with("Location", call.path());
  }

  /** Returns the version that a change expects, or null where the caller leaves it open. */
  private static @Nullable Long expected(Call call) {
    String ifMatch = call.listHeader("If-Match");
    if (ifMatch == null) {
      return null;
    }
    Stored<Draft> draft = find(call).orElse(null);
    if (draft == null) {
      throw new StaleVersionException("draft", 0, 0); // even for *, which asks for one to be there
    }
    return Etags.expected(ifMatch, draft.version(), "draft", draft.id());
  }

  private Answer delete(Call call) {
    require(call, "delete");
    Stored<Draft> draft = found(call);
    String ifMatch = call.listHeader("If-Match");
    Long expected =
        ifMatch == null ? null : Etags.expected(ifMatch, draft.version(), "draft", draft.id());
    service(call).delete(draft.value().type(), draft.value().key(), expected);
    return Answer.empty(204);
  }
}
