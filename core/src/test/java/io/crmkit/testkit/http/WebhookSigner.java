package io.crmkit.testkit.http;

import java.time.Instant;
import java.util.Map;

/** Signs webhooks as one provider does. Thread-safe. */
@FunctionalInterface
public interface WebhookSigner {
  /** Returns the headers that go with a body that is signed at this time. */
  Map<String, String> sign(byte[] body, Instant time);
}
