package io.crmkit.http.webhook;

import io.crmkit.engine.EventForm;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is sent: the event as the feed shows it, in the envelope of Standard Webhooks. */
final class WebhookMessage {
  private static final int ID_BYTES = 16;

  private WebhookMessage() {}

  /** Returns the id under which an event goes to an endpoint, the same whoever makes it. */
  static String id(Id<WebhookEndpoint> endpoint, UUID event) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((endpoint + "\n" + event).getBytes(StandardCharsets.UTF_8));
      return "msg_" + HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static byte[] body(Event event) {
    return body(event.action(), event.at(), EventForm.of(event, String.valueOf(event.position())));
  }

  static byte[] body(String type, Instant at, Map<String, @Nullable Object> data) {
    Map<String, @Nullable Object> message = new LinkedHashMap<>();
    message.put("type", type);
    message.put("timestamp", at.toString());
    message.put("data", data);
    return Json.writeUtf8(message);
  }
}
