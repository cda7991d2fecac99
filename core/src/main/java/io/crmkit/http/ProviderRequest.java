package io.crmkit.http;

import io.crmkit.record.Json;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import okhttp3.FormBody;
import okhttp3.MultipartBody;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Collects one call to a provider. May be sent more than once. Not thread-safe.
 *
 * <pre>{@code
 * ProviderRequest.post("/v1/payment_intents/{id}/capture", intent)
 *     .formField("amount_to_capture", "2500")
 *     .idempotencyKey("Idempotency-Key", key)
 * }</pre>
 *
 * @since 0.1
 */
public final class ProviderRequest {
  private static final Set<String> READS = Set.of("GET", "HEAD");
  private static final Set<String> REPEATABLE = Set.of("PUT", "DELETE");

  private final String method;
  private final String target;
  private final List<String> segments;
  private final Map<String, List<String>> query = new LinkedHashMap<>();
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Set<Integer> accepted = new TreeSet<>();
  private FormBody.@Nullable Builder form;
  private MultipartBody.@Nullable Builder multipart;
  private @Nullable RequestBody body;
  private @Nullable Authorizer authorizer;
  private @Nullable Duration callTimeout;
  private @Nullable Long maxAnswerBytes;
  private String operation;
  private int cost = 1;
  private boolean isRead;
  private boolean isRepeatable;

  private ProviderRequest(String method, String target, List<String> segments) {
    this.method = method;
    this.target = target;
    this.segments = segments;
    this.operation = method + " " + target;
    this.isRead = READS.contains(method);
    this.isRepeatable = isRead || REPEATABLE.contains(method);
  }

  /**
   * Starts a call.
   *
   * @param method an HTTP method in upper case
   * @param path what follows the base URL, with a name in braces for each value, as in {@code
   *     /v3/contacts/{id}}. Logs and metrics show it as it stands here, so that it must hold no id
   *     and nothing personal
   * @param values what stands in the place of the braces; any text, but not empty and no dots alone
   */
  public static ProviderRequest of(String method, String path, String... values) {
    return new ProviderRequest(method, path, Paths.segments(path, values));
  }

  /** Starts a GET. */
  public static ProviderRequest get(String path, String... values) {
    return of("GET", path, values);
  }

  /** Starts a POST. */
  public static ProviderRequest post(String path, String... values) {
    return of("POST", path, values);
  }

  /** Starts a PUT. */
  public static ProviderRequest put(String path, String... values) {
    return of("PUT", path, values);
  }

  /** Starts a PATCH. */
  public static ProviderRequest patch(String path, String... values) {
    return of("PATCH", path, values);
  }

  /** Starts a DELETE. */
  public static ProviderRequest delete(String path, String... values) {
    return of("DELETE", path, values);
  }

  /**
   * Starts a GET of a whole URL that the provider gave, such as that of the next page. It is only
   * followed to the provider's own base URL; another place is refused when it is sent.
   */
  public static ProviderRequest follow(String url) {
    ProviderRequest request = new ProviderRequest("GET", url, List.of());
    request.operation = "GET (link)";
    return request;
  }

  /** Adds a query parameter, which may repeat; null adds nothing. */
  public ProviderRequest query(String name, @Nullable String value) {
    if (value != null) {
      query.computeIfAbsent(name, each -> new ArrayList<>()).add(value);
    }
    return this;
  }

  /** Sets a header. */
  public ProviderRequest header(String name, String value) {
    headers.put(name, Names.checkedValue(name, value));
    return this;
  }

  /** Sets a body of JSON, made of what {@link Json#write(Object)} takes. */
  public ProviderRequest json(Object plain) {
    return body("application/json; charset=utf-8", Json.writeUtf8(plain));
  }

  /** Sets a body of any kind. */
  public ProviderRequest body(String contentType, byte[] bytes) {
    body = Bodies.of(contentType, bytes);
    return this;
  }

  /**
   * Sets a body that is read while it is sent.
   *
   * @param length its size in bytes, or -1 if it is not known
   * @param content opens it, once for each try; what it throws ends the call
   */
  public ProviderRequest body(String contentType, long length, Supplier<InputStream> content) {
    body = Bodies.of(contentType, length, content);
    return this;
  }

  /** Adds a field to a body of type {@code application/x-www-form-urlencoded}. */
  public ProviderRequest formField(String name, String value) {
    FormBody.Builder fields = form == null ? new FormBody.Builder() : form;
    fields.add(name, value);
    form = fields;
    return this;
  }

  /** Adds a field to a body of type {@code multipart/form-data}. */
  public ProviderRequest part(String name, String value) {
    multipart().addFormDataPart(name, value);
    return this;
  }

  /** Adds a file to a body of type {@code multipart/form-data}, as {@link #body} reads it. */
  public ProviderRequest filePart(
      String name,
      String fileName,
      String contentType,
      long length,
      Supplier<InputStream> content) {
    multipart().addFormDataPart(name, fileName, Bodies.of(contentType, length, content));
    return this;
  }

  private MultipartBody.Builder multipart() {
    MultipartBody.Builder parts = multipart;
    if (parts == null) {
      parts = new MultipartBody.Builder().setType(MultipartBody.FORM);
      multipart = parts;
    }
    return parts;
  }

  /**
   * Declares that the call changes nothing, as a search by POST. Default: true for GET and HEAD.
   */
  public ProviderRequest readOnly() {
    isRead = true;
    isRepeatable = true;
    return this;
  }

  /**
   * Declares whether the call may reach the provider twice without harm. Default: true for GET,
   * HEAD, PUT and DELETE.
   */
  public ProviderRequest idempotent(boolean isIdempotent) {
    isRepeatable = isIdempotent;
    return this;
  }

  /** Sends a key by which the provider knows the call again, and so makes it idempotent. */
  public ProviderRequest idempotencyKey(String header, String key) {
    return header(header, key).idempotent(true);
  }

  /** Takes answers of these statuses for good: they are returned, not thrown. Default: none. */
  public ProviderRequest accept(int... statuses) {
    for (int status : statuses) {
      accepted.add(status);
    }
    return this;
  }

  /** Calls with other credentials than the client's, for one of many mailboxes or accounts. */
  public ProviderRequest as(Authorizer authorizer) {
    this.authorizer = authorizer;
    return this;
  }

  /** Sets how many units of the rate windows one try takes. Default: 1. */
  public ProviderRequest cost(int units) {
    if (units < 1) {
      throw new IllegalArgumentException("a call costs at least one unit");
    }
    cost = units;
    return this;
  }

  /** Names the call in logs and metrics. Default: the method and the path with its braces. */
  public ProviderRequest operation(String name) {
    operation = name;
    return this;
  }

  /** Sets the longest time for one try. Default: as the client is configured. */
  public ProviderRequest callTimeout(Duration longest) {
    callTimeout = longest;
    return this;
  }

  /** Sets the size of the largest answer, in bytes. Default: as the client is configured. */
  public ProviderRequest maxAnswerBytes(long most) {
    maxAnswerBytes = most;
    return this;
  }

  String method() {
    return method;
  }

  /** The URL to follow, where there are no segments. */
  String target() {
    return target;
  }

  List<String> segments() {
    return segments;
  }

  Map<String, List<String>> query() {
    return query;
  }

  Map<String, String> headers() {
    return headers;
  }

  boolean accepts(int status) {
    return accepted.contains(status);
  }

  @Nullable Authorizer authorizer() {
    return authorizer;
  }

  @Nullable Duration callTimeout() {
    return callTimeout;
  }

  @Nullable Long maxAnswerBytes() {
    return maxAnswerBytes;
  }

  String operation() {
    return operation;
  }

  int cost() {
    return cost;
  }

  boolean isRead() {
    return isRead;
  }

  boolean isRepeatable() {
    return isRepeatable;
  }

  /** Returns the body for one try, or null where the method has none. */
  @Nullable RequestBody content() {
    RequestBody content =
        multipart != null ? multipart.build() : form != null ? form.build() : body;
    if (content != null) {
      return Bodies.sentOnce(content);
    }
    return READS.contains(method) || method.equals("DELETE") ? null : Bodies.EMPTY;
  }

  /** Shows what logs may show. */
  @Override
  public String toString() {
    return operation;
  }
}
