package io.crmkit.server;

import io.crmkit.engine.EventFilter;
import io.crmkit.engine.EventForm;
import io.crmkit.engine.EventPage;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens, as a stream and by pull. */
final class EventRoutes {
  static final String PATH = "/v1/events";
  private static final String STREAM = "text/event-stream";
  private static final int MOST = 1_000;
  private static final int USUAL = 100;
  private static final Set<String> PARAMETERS =
      Set.of("types", "recordId", "where", "lastEventId", "after", "limit", "ticket");

  private final Parts parts;
  private final Schema schema;
  private final Tickets tickets;

  EventRoutes(Parts parts, Tickets tickets) {
    this.parts = parts;
    this.schema = parts.crm().engine().schema();
    this.tickets = tickets;
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", PATH, "getEvents", this::events)
            .tag("events")
            .summary("Streams events as they happen, or returns those behind a position")
            .parameters(Parameters.events())
            .answers(200, "Events", Schemas.ref("Events"))
            .answersAs(200, "Events", STREAM)
            .refuses(410, "The position is no longer known"));
    router.add(
        new Route("POST", PATH + "/tickets", "createEventTicket", this::ticket)
            .tag("events")
            .summary("Returns what stands for the token once, in the address of a stream")
            .answers(201, "The ticket", Schemas.ref("Ticket")));
  }

  private Answer ticket(Call call) {
    return call.onceClaimed(
        call.session(),
        null,
        () -> {
          Map<String, Object> plain = new LinkedHashMap<>();
          plain.put("ticket", tickets.issue(call.caller().token()));
          plain.put("expiresIn", Tickets.LIFE.toSeconds());
          return Answer.json(201, plain);
        });
  }

  private Answer events(Call call) {
    call.onlyQuery(PARAMETERS);
    EventFilter filter = filter(call);
    String accept = call.listHeader("Accept");
    boolean isStream = accept != null && accept.toLowerCase(Locale.ROOT).contains(STREAM);
    return isStream ? stream(call, filter) : pull(call, filter);
  }

  private Answer pull(Call call, EventFilter filter) {
    String limit = call.query("limit");
    String after = call.query("after");
    EventPage page =
        call.session()
            .events(
                filter,
                after == null ? 0 : position("after", after),
                limit == null ? USUAL : QueryReader.limit(limit, MOST));
    List<Object> items = new ArrayList<>();
    page.events()
        .forEach(event -> items.add(EventForm.of(event, String.valueOf(event.position()))));
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("items", items);
    plain.put("position", Long.toString(page.position()));
    return Answer.json(200, plain);
  }

  private Answer stream(Call call, EventFilter filter) {
    String header = call.header("Last-Event-ID");
    String parameter = call.query("lastEventId");
    String last = header == null || header.isEmpty() ? parameter : header;
    // without a position the stream begins before its headers go out, so that nothing is missed
    long after =
        last == null || last.isEmpty()
            ? parts.crm().engine().events().lastPosition()
            : position("lastEventId", last);
    RecordSession session = call.session();
    Caller caller = call.caller();
    return Answer.stream(
            STREAM, context -> parts.streams().open(context, session, filter, after, caller))
        .with("X-Accel-Buffering", "no");
  }

  private long position(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw InvalidRequestException.parameter(
          "INVALID_POSITION", name, "is no position in the log");
    }
    long position = Long.parseLong(text);
    if (position > parts.crm().engine().events().lastPosition()) {
      throw new HttpException(410, "EVENT_ID_EXPIRED", "the log has no such position");
    }
    return position;
  }

  private EventFilter filter(Call call) {
    Set<String> types = new LinkedHashSet<>();
    String named = call.query("types");
    if (named != null) {
      for (String name : named.split(",", -1)) {
        types.add(type(name.strip()).name());
      }
    }
    return new EventFilter(types, recordId(call.query("recordId")), where(call, types));
  }

  private Declaration<?> type(String name) {
    return schema
        .find(name)
        .filter(type -> !type.isHidden() && !type.isPlatform())
        .orElseThrow(
            () -> InvalidRequestException.parameter("UNKNOWN_TYPE", "types", "names no type"));
  }

  private static @Nullable UUID recordId(@Nullable String text) {
    try {
      return text == null ? null : Id.of(text).value();
    } catch (ValueFormatException e) {
      throw InvalidRequestException.parameter(e.code(), "recordId", e.getMessage());
    }
  }

  private Condition where(Call call, Set<String> types) {
    String text = call.query("where");
    if (text == null) {
      return Condition.always();
    }
    if (types.size() != 1) {
      throw InvalidRequestException.parameter(
          "INVALID_CONDITION", "where", "needs exactly one type in types");
    }
    try {
      Declaration<?> type = type(types.iterator().next());
      Object plain = Json.read(text);
      return new QueryReader(call.session(), type).where(plain == null ? List.of() : plain);
    } catch (ValueFormatException e) {
      throw InvalidRequestException.parameter(e.code(), "where", e.getMessage());
    }
  }
}
