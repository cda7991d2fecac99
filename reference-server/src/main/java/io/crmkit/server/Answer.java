package io.crmkit.server;

import io.crmkit.record.Json;
import io.crmkit.record.Page;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a call is answered with. Immutable. */
final class Answer {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";

  private final int status;
  private final List<Header> headers;
  private final @Nullable Object plain;
  private final byte @Nullable [] bytes;
  private final @Nullable Consumer<Context> stream;

  /** A field of the answer's head. */
  record Header(String name, String value) {}

  private Answer(
      int status,
      List<Header> headers,
      @Nullable Object plain,
      byte @Nullable [] bytes,
      @Nullable Consumer<Context> stream) {
    this.status = status;
    this.headers = headers;
    this.plain = plain;
    this.bytes = bytes;
    this.stream = stream;
  }

  /** Answers with a plain value as JSON. */
  static Answer json(int status, Object plain) {
    return new Answer(status, List.of(new Header("Content-Type", JSON)), plain, null, null);
  }

  /** Answers with a page, each of its items in plain form. */
  static <T> Answer page(Page<T> page, Function<T, Map<String, @Nullable Object>> form) {
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("items", page.items().stream().map(form).toList());
    plain.put("nextCursor", page.nextCursor());
    if (page.total() != null) {
      plain.put("total", page.total());
    }
    return json(200, plain);
  }

  /** Answers with a problem. */
  static Answer problem(int status, Map<String, @Nullable Object> plain) {
    return new Answer(status, List.of(new Header("Content-Type", PROBLEM)), plain, null, null);
  }

  /** Answers without a body. */
  static Answer empty(int status) {
    return new Answer(status, List.of(), null, null, null);
  }

  /** Answers with bytes. */
  static Answer bytes(String contentType, byte[] content) {
    return new Answer(
        200, List.of(new Header("Content-Type", contentType)), null, content.clone(), null);
  }

  /** Answers on and on: {@code begin} gets the context once status and headers are set. */
  static Answer stream(String contentType, Consumer<Context> begin) {
    return stream(200, contentType, begin);
  }

  /** Answers so with another status. */
  static Answer stream(int status, String contentType, Consumer<Context> begin) {
    return new Answer(status, List.of(new Header("Content-Type", contentType)), null, null, begin);
  }

  /** Returns this answer with one more header. */
  Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, List.copyOf(more), plain, bytes, stream);
  }

  int status() {
    return status;
  }

  List<Header> headers() {
    return headers;
  }

  boolean has(String header) {
    return headers.stream().anyMatch(each -> each.name().equalsIgnoreCase(header));
  }

  @Nullable Consumer<Context> stream() {
    return stream;
  }

  /** Returns the body; empty for none. */
  byte[] content() {
    if (bytes != null) {
      return bytes;
    }
    return plain == null ? new byte[0] : Json.writeUtf8(plain);
  }

  /** Writes an answer with a JSON body, or none, as text that {@link #ofText} reads. */
  String toText() {
    Map<String, @Nullable Object> text = new LinkedHashMap<>();
    text.put("status", (long) status);
    text.put("headers", headers.stream().map(each -> List.of(each.name(), each.value())).toList());
    text.put("body", plain);
    return Json.write(text);
  }

  static Answer ofText(String text) {
    Map<?, ?> map = (Map<?, ?>) Objects.requireNonNull(Json.read(text));
    List<Header> headers = new ArrayList<>();
    for (Object each : (List<?>) Objects.requireNonNull(map.get("headers"))) {
      List<?> pair = (List<?>) each;
      headers.add(new Header((String) pair.get(0), (String) pair.get(1)));
    }
    long status = (Long) Objects.requireNonNull(map.get("status"));
    return new Answer((int) status, List.copyOf(headers), map.get("body"), null, null);
  }
}
