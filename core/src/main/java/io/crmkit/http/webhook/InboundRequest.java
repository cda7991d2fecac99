package io.crmkit.http.webhook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call of a provider, byte for byte as it arrived: what its signature was made over. Immutable
 * and thread-safe. How long a body may be is for the server to say, before it reads one.
 *
 * @since 0.1
 */
public final class InboundRequest {
  private final String method;
  private final String uri;
  private final Map<String, List<String>> headers;
  private final byte[] body;

  private InboundRequest(
      String method, String uri, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.body = body;
  }

  /**
   * Returns a request. Nothing is parsed, so that no call is too odd to be judged.
   *
   * @param method as sent, for example {@code POST}
   * @param uri the whole address as the provider called it, with the query and its escapes; behind
   *     a proxy this is the public address, not the one the server sees
   * @param headers by name in any case
   * @param body the bytes as received
   */
  public static InboundRequest of(
      String method, String uri, Map<String, List<String>> headers, byte[] body) {
    Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.forEach(
        (name, values) -> byName.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
    byName.replaceAll((name, values) -> List.copyOf(values));
    return new InboundRequest(method, uri, Collections.unmodifiableMap(byName), body.clone());
  }

  /** Returns the method as sent. */
  public String method() {
    return method;
  }

  /** Returns the whole address as the provider called it. */
  public String uri() {
    return uri;
  }

  /** Returns all headers; looking one up ignores the case of its name. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /**
   * Returns a header, or empty if it is missing or blank. One sent several times is one value with
   * commas between, as RFC 9110 reads it, so that no second value goes unseen.
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream()
        .map(String::strip)
        .filter(value -> !value.isEmpty())
        .reduce((first, second) -> first + ", " + second);
  }

  /** Returns a copy of the bytes received. */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the body read as UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** Returns the very bytes, for those who only read them. */
  byte[] raw() {
    return body;
  }

  /** Returns what stands behind the first question mark, as sent; empty without one. */
  String query() {
    int mark = uri.indexOf('?');
    return mark < 0 ? "" : uri.substring(mark + 1);
  }

  /** Shows neither query nor header nor body: any of them may hold a secret. */
  @Override
  public String toString() {
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    return "InboundRequest[" + method + " " + path + ", " + body.length + " bytes]";
  }
}
