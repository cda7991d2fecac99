package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A token that the provider sends as it is, in the body. It proves neither the rest of the body nor
 * the time: such a call is no more than a hint to ask the provider.
 *
 * @since 0.1
 */
public final class BodyTokenVerifier implements WebhookVerifier {
  private final List<String> path;
  private final SecretDigests tokens;

  private BodyTokenVerifier(List<String> path, List<String> tokens) {
    this.path = path;
    this.tokens = SecretDigests.of(tokens);
  }

  /**
   * Returns a verifier of PayDunya's {@code data.hash}, in JSON or a form: the SHA-512 of the
   * master key, the same in each call.
   *
   * @param masterKeys any of them may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static BodyTokenVerifier payDunya(List<String> masterKeys) {
    List<String> hashes =
        HmacKeys.required(masterKeys).stream()
            .map(key -> SecretDigests.digest("SHA-512", Encodings.utf8(key)))
            .map(HexFormat.of()::formatHex)
            .toList();
    return new BodyTokenVerifier(List.of("data", "hash"), hashes);
  }

  /**
   * Returns a verifier of the {@code notif_token} of Orange Web Payment. The call names no order:
   * the address it comes to does.
   *
   * @param notificationTokens given when the payment of that address was begun; any may be sent
   * @throws IllegalArgumentException if there is none, or one is blank
   */
  public static BodyTokenVerifier orangeWebPayment(List<String> notificationTokens) {
    return new BodyTokenVerifier(List.of("notif_token"), notificationTokens);
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    String body = request.text();
    Object token;
    try {
      token = body.stripLeading().startsWith("{") ? ofJson(body) : ofForm(body);
    } catch (IllegalArgumentException e) {
      return new Refused(Reason.MALFORMED); // no JSON, or no form
    }
    if (!(token instanceof String text) || text.isBlank()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    return tokens.contains(text.strip())
        ? new Accepted(null, null)
        : new Refused(Reason.WRONG_SIGNATURE);
  }

  /** Throws {@link ValueFormatException}. */
  private @Nullable Object ofJson(String body) {
    Object value = Json.read(body);
    for (String name : path) {
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  /** Reads {@code data[hash]=…}; of a name that comes twice, both values. */
  private @Nullable String ofForm(String body) {
    String name =
        path.get(0)
            + String.join(
                "", path.subList(1, path.size()).stream().map(n -> "[" + n + "]").toList());
    String found = null;
    for (String pair : body.strip().split("&", -1)) {
      int sign = pair.indexOf('=');
      if (sign >= 0 && decoded(pair.substring(0, sign)).equals(name)) {
        String value = decoded(pair.substring(sign + 1));
        found = found == null ? value : found + "," + value;
      }
    }
    return found;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "BodyTokenVerifier";
  }
}
