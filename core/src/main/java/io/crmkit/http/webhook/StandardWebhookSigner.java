package io.crmkit.http.webhook;

import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signs outgoing messages as Standard Webhooks asks, with HMAC-SHA256. While a secret is replaced,
 * both sign, so that receivers may change over whenever they like. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class StandardWebhookSigner {
  private static final int FEWEST_BYTES = 24;
  private static final int MOST_BYTES = 64;

  private final HmacKeys keys;

  private StandardWebhookSigner(HmacKeys keys) {
    this.keys = keys;
  }

  /** Returns a fresh secret of 32 random bytes, spelled {@code whsec_} and base64. */
  public static String newSecret() {
    return StandardKeys.newSecret();
  }

  /**
   * Returns a signer.
   *
   * @param secrets one, or during a change the new one and then the old one
   * @throws IllegalArgumentException if there is none, or one is not base64 of 24 to 64 bytes
   */
  public static StandardWebhookSigner of(List<String> secrets) {
    List<byte[]> keys = HmacKeys.required(secrets).stream().map(StandardKeys::secret).toList();
    if (keys.stream().anyMatch(key -> key.length < FEWEST_BYTES || key.length > MOST_BYTES)) {
      throw new IllegalArgumentException("a secret has not 24 to 64 bytes");
    }
    return new StandardWebhookSigner(HmacKeys.ofBytes(keys));
  }

  /**
   * Returns the three headers to send with a message.
   *
   * @param messageId the same for each attempt, so that receivers may drop what they have; 1 to 200
   *     visible ASCII characters without a full stop
   * @param now the time of this attempt, sent in whole seconds
   * @param body the very bytes to be sent
   * @throws IllegalArgumentException if the id cannot be sent
   */
  public Map<String, String> headers(String messageId, Instant now, byte[] body) {
    if (!messageId.matches("[!-~&&[^.]]{1,200}")) {
      throw new IllegalArgumentException(
          "a message id has 1 to 200 visible ASCII characters and no full stop");
    }
    String time = Long.toString(now.getEpochSecond());
    byte[] prefix = Encodings.utf8(messageId + "." + time + ".");
    String signatures =
        keys.sign(prefix, body).stream()
            .map(signature -> "v1," + Base64.getEncoder().encodeToString(signature))
            .collect(Collectors.joining(" "));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", messageId);
    headers.put("webhook-timestamp", time);
    headers.put("webhook-signature", signatures);
    return headers;
  }

  @Override
  public String toString() {
    return "StandardWebhookSigner";
  }
}
