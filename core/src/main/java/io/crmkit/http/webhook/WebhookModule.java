package io.crmkit.http.webhook;

import io.crmkit.record.RecordRules;
import io.crmkit.record.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The record types of this package and their rules. */
public final class WebhookModule {
  private WebhookModule() {}

  /**
   * Returns the rules of endpoints, which ask for where events may go and for the declared types.
   */
  public static RecordRules<WebhookEndpoint> endpoints(WebhookConfig config, Schema schema) {
    return new WebhookEndpointRules(config.guard, schema);
  }

  /**
   * Returns the rules of each type but {@link #endpoints}; a type stands behind those that it
   * points to.
   */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(WebhookEndpoint.class, new RecordRules<WebhookEndpoint>() {});
    types.put(WebhookDelivery.class, new RecordRules<WebhookDelivery>() {});
    types.put(InboundWebhook.class, new RecordRules<InboundWebhook>() {});
    return Collections.unmodifiableMap(types);
  }
}
