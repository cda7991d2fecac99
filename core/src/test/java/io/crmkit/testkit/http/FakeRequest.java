package io.crmkit.testkit.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as it reached a fake provider.
 *
 * @param path encoded, without the query
 * @param query the values of each parameter, decoded
 * @param headers by name in lower case
 * @param body as text in UTF-8, empty if there was none
 */
public record FakeRequest(
    String method,
    String path,
    Map<String, List<String>> query,
    Map<String, List<String>> headers,
    String body) {

  /** Returns the first value of a header, by its name in lower case, or null. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }
}
