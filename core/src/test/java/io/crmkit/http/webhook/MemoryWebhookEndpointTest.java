package io.crmkit.http.webhook;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryWebhookEndpointTest extends WebhookEndpointContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
