package io.crmkit.server;

import io.crmkit.engine.Idempotency;
import io.crmkit.engine.QueryReader;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.UserMessages;
import io.crmkit.record.Id;
import io.crmkit.record.ValueFormatException;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One call as it is being answered. Used by one thread. */
final class Call {
  private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final Pattern IDEMPOTENCY_KEY = Pattern.compile("[\\x21-\\x7E]{1,255}");

  private final Parts parts;
  private final Context context;
  private final String requestId;
  private Map<String, String> parameters = Map.of();
  private @Nullable Route route;
  private @Nullable Caller caller;
  private @Nullable RecordSession session;
  private @Nullable Map<String, List<String>> query;

  Call(Parts parts, Context context) {
    this.parts = parts;
    this.context = context;
    String given = context.header("X-Request-Id");
    this.requestId = given != null && REQUEST_ID.matcher(given).matches() ? given : newRequestId();
  }

  /** Returns an id that no other call has; nobody need be kept from guessing it. */
  private static String newRequestId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  Parts parts() {
    return parts;
  }

  Context context() {
    return context;
  }

  String method() {
    return context.req().getMethod();
  }

  String path() {
    return context.req().getRequestURI();
  }

  String requestId() {
    return requestId;
  }

  Locale language() {
    String wanted = context.header("Accept-Language");
    return wanted == null ? Locale.ENGLISH : UserMessages.language(wanted);
  }

  void matched(@Nullable Route found, Map<String, String> pathParameters) {
    route = found;
    parameters = pathParameters;
  }

  /** Returns the route that the call goes to, or null if there is none. */
  @Nullable Route route() {
    return route;
  }

  void authenticated(Caller known) {
    caller = known;
  }

  Caller caller() {
    Caller known = caller;
    if (known == null) {
      throw new IllegalStateException("the route is open, so nobody is known to call");
    }
    return known;
  }

  /** Returns the session of who calls. */
  RecordSession session() {
    RecordSession open = session;
    if (open == null) {
      open = parts.crm().as(caller().actor()).session();
      session = open;
    }
    return open;
  }

  /** Returns a parameter of the path. */
  String parameter(String name) {
    return String.valueOf(parameters.get(name));
  }

  /** Returns the id in the path. */
  <T> Id<T> id() {
    try {
      return Id.of(parameter("id"));
    } catch (ValueFormatException e) {
      throw HttpException.notFound(path());
    }
  }

  /** Returns the parameters of the query string. */
  Map<String, List<String>> query() {
    Map<String, List<String>> read = query;
    if (read == null) {
      read = QueryString.read(context.req().getQueryString());
      query = read;
    }
    return read;
  }

  /** Returns a parameter of the query string, or null. */
  @Nullable String query(String name) {
    List<String> values = query().get(name);
    return values == null ? null : QueryReader.single(name, values);
  }

  /** Refuses parameters of the query string other than these. */
  void onlyQuery(Set<String> known) {
    for (String name : query().keySet()) {
      if (!known.contains(name)) {
        throw io.crmkit.error.InvalidRequestException.parameter(
            "UNKNOWN_PARAMETER", name, "is no parameter here");
      }
    }
  }

  /**
   * Returns a header, or null.
   *
   * @throws HttpException if it is repeated
   */
  @Nullable String header(String name) {
    List<String> values = Collections.list(context.req().getHeaders(name));
    if (values.size() > 1) {
      throw HttpException.malformed("REPEATED_HEADER", name + " is given twice");
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Returns a header that may be repeated as a list, or null. */
  @Nullable String listHeader(String name) {
    List<String> values = Collections.list(context.req().getHeaders(name));
    return values.isEmpty() ? null : String.join(",", values);
  }

  /**
   * Returns the body, a JSON object.
   *
   * @throws HttpException 415, 413 or 400
   * @throws InvalidValueException if it is other JSON
   */
  Map<String, @Nullable Object> object(String... mediaTypes) {
    Set<String> accepted = mediaTypes.length == 0 ? Set.of(Answer.JSON) : Set.of(mediaTypes);
    Object plain = Body.read(context.req(), accepted, parts.config().maxBody());
    if (!(plain instanceof Map<?, ?> map)) {
      throw InvalidValueException.of("body", "INVALID_TYPE", "must be a JSON object");
    }
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    map.forEach((key, value) -> object.put((String) key, value));
    return object;
  }

  /** Returns the body, or an empty object if there is none. */
  Map<String, @Nullable Object> objectIfAny() {
    return Body.isAbsent(context.req()) ? Map.of() : object();
  }

  /** Runs a change that is one transaction; once only, if the caller sent a key for it. */
  <R> Answer once(
      @Nullable Object body, Function<RecordSession, R> work, Function<R, Answer> render) {
    String key = idempotencyKey();
    if (key == null) {
      return render.apply(work.apply(session()));
    }
    return replayed(
        parts
            .idempotency()
            .once(
                session(),
                new Idempotency.Call(path(), key, body),
                work,
                result -> render.apply(result).toText()));
  }

  /** Runs anything else that a key may be sent for, on behalf of {@code by}. */
  Answer onceClaimed(RecordSession by, @Nullable Object body, Supplier<Answer> work) {
    String key = idempotencyKey();
    if (key == null) {
      return work.get();
    }
    return replayed(
        parts
            .idempotency()
            .onceClaimed(by, new Idempotency.Call(path(), key, body), () -> work.get().toText()));
  }

  private static Answer replayed(Idempotency.Answer answered) {
    Answer answer = Answer.ofText(answered.text());
    return answered.isReplay() ? answer.with("Idempotent-Replay", "true") : answer;
  }

  private @Nullable String idempotencyKey() {
    String key = header("Idempotency-Key");
    if (key != null && !IDEMPOTENCY_KEY.matcher(key).matches()) {
      throw HttpException.malformed(
          "INVALID_HEADER", "Idempotency-Key is no text of 1 to 255 visible ASCII characters");
    }
    return key;
  }
}
