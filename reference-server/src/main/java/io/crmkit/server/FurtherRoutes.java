package io.crmkit.server;

import io.crmkit.activity.TimelineEntry;
import io.crmkit.activity.TimelineService;
import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.EventForm;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.record.Declaration;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a type that features add to the kernel's: the timeline of a record, the export.
 *
 * @param <T> the record type
 */
final class FurtherRoutes<T> {
  private static final String SCHEMA_LINE = "schemaLine";
  private static final int USUAL_ENTRIES = 25;
  private static final int MOST_ENTRIES = 200;

  private final Declaration<T> type;

  FurtherRoutes(Declaration<T> type) {
    this.type = type;
  }

  void addTo(Router router) {
    if (!type.verbs().contains(Verb.READ)) {
      return;
    }
    String path = "/v1/" + type.plural();
    router.add(
        new Route(
                "GET",
                path + "/{id}/timeline",
                "get" + Schemas.name(type.name()) + "Timeline",
                this::timeline)
            .tag(type.plural())
            .summary("Lists everything about a record, the newest first")
            .parameter(Parameters.id())
            .parameters(Parameters.page())
            .answers(200, "One page", Schemas.ref("Timeline")));
    router.add(
        new Route("GET", path + "/export.csv", "export" + Schemas.name(type.plural()), this::export)
            .tag(type.plural())
            .summary("Writes the records as CSV")
            .parameters(Parameters.list(type))
            .parameter(Parameters.schemaLine())
            .answersAs(200, "The table", "text/csv"));
  }

  private Answer timeline(Call call) {
    Id<T> id = call.id();
    new AccessCheck<>(call.session(), type).may("read", id, false);
    call.onlyQuery(Set.of("cursor", "limit"));
    String limit = call.query("limit");
    Page<TimelineEntry> page =
        new TimelineService(call.session())
            .of(
                Ref.to(type.name(), id),
                call.query("cursor"),
                limit == null ? USUAL_ENTRIES : QueryReader.limit(limit, MOST_ENTRIES));
    return Answer.page(page, entry -> entry(call.session(), entry));
  }

  private static Map<String, @Nullable Object> entry(RecordSession session, TimelineEntry entry) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("at", entry.at().toString());
    plain.put("source", entry.source());
    plain.put("id", entry.id().toString());
    Event event = entry.event();
    Stored<?> stored = entry.stored();
    plain.put("event", event == null ? null : EventForm.of(event, event.id().toString()));
    plain.put("record", stored == null ? null : record(session, stored));
    return plain;
  }

  private static <R> Map<String, @Nullable Object> record(RecordSession session, Stored<R> stored) {
    @SuppressWarnings("unchecked") // the value says of which class it is
    Class<R> valueType = (Class<R>) stored.value().getClass();
    Records<R> records = session.records(valueType);
    return records.plain(stored, Set.of());
  }

  private Answer export(Call call) {
    RecordSession session = call.session();
    session.require(type, "export");
    Map<String, List<String>> parameters = new LinkedHashMap<>(call.query());
    boolean hasSchemaLine =
        !List.of("false").equals(parameters.getOrDefault(SCHEMA_LINE, List.of("true")));
    parameters.remove(SCHEMA_LINE);
    QueryReader.Request request = new QueryReader(session, type).parameters(parameters);
    return Answer.stream(
            "text/csv; charset=utf-8",
            context -> {
              try {
                new Exporter(session)
                    .write(
                        type.name(),
                        request.query(),
                        request.fields(),
                        hasSchemaLine,
                        context.outputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e); // whoever asked has gone
              }
            })
        .with("Content-Disposition", "attachment; filename=\"" + type.plural() + ".csv\"");
  }
}
