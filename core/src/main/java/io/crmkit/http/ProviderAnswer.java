package io.crmkit.http;

import io.crmkit.error.ProviderException;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider answered. Immutable.
 *
 * @since 0.1
 */
public final class ProviderAnswer {
  private final String provider;
  private final boolean isOfWrite;
  private final int status;
  private final Map<String, List<String>> headers;
  private final @Nullable String requestId;
  private final byte[] body;

  /**
   * @param headers by name in lower case
   * @param isOfWrite whether the call may have changed something
   */
  ProviderAnswer(
      String provider,
      boolean isOfWrite,
      int status,
      Map<String, List<String>> headers,
      @Nullable String requestId,
      byte[] body) {
    this.provider = provider;
    this.isOfWrite = isOfWrite;
    this.status = status;
    this.headers = headers;
    this.requestId = requestId;
    this.body = body;
  }

  /** Returns the HTTP status. */
  public int status() {
    return status;
  }

  /** Returns whether the status is 200 to 299. */
  public boolean isSuccess() {
    return status >= 200 && status <= 299;
  }

  /** Returns the first value of a header, in any case of letters, or null. */
  public @Nullable String header(String name) {
    List<String> values = headers.get(Names.lower(name));
    return values == null ? null : values.get(0);
  }

  /** Returns all headers, by name in lower case. */
  public Map<String, List<String>> headers() {
    return headers;
  }

  /** Returns the provider's id of the call, from the header that is configured, or null. */
  public @Nullable String requestId() {
    return requestId;
  }

  /** Returns a copy of the body. Empty for a download, whose body went elsewhere. */
  public byte[] body() {
    return body.clone();
  }

  /** Returns the body as text in UTF-8. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /**
   * Reads the body as JSON: {@link String}, {@link Long}, {@link java.math.BigDecimal}, {@link
   * Boolean}, null, {@link List}, {@link Map} in the order written.
   *
   * @return the value, or null if the document is {@code null}
   * @throws ProviderException if it is no JSON; of an accepted write with {@link
   *     ProviderException#OUTCOME_UNKNOWN}, for nobody knows then what became of it
   */
  public @Nullable Object json() {
    try {
      return Json.readForeign(body);
    } catch (ValueFormatException e) {
      throw unusable(e);
    }
  }

  /**
   * Reads the body as a JSON object.
   *
   * @throws ProviderException if it is none, as for {@link #json()}
   */
  @SuppressWarnings("unchecked") // Json makes no other maps
  public Map<String, @Nullable Object> object() {
    if (json() instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw unusable(null);
  }

  /** Returns what a caller hears who cannot make use of the body. */
  ProviderException unusable(@Nullable Throwable cause) {
    String code =
        isOfWrite && isSuccess()
            ? ProviderException.OUTCOME_UNKNOWN
            : ProviderException.ANSWER_UNUSABLE;
    return ProviderException.of(code, provider, "the answer is not the JSON that was expected")
        .status(status)
        .requestId(requestId)
        .cause(cause)
        .build();
  }

  /** Shows the status and the id of the call; what the body holds may be personal. */
  @Override
  public String toString() {
    return provider + " " + status + " " + Objects.requireNonNullElse(requestId, "");
  }
}
