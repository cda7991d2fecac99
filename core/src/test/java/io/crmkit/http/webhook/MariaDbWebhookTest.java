package io.crmkit.http.webhook;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.MariaDbServer;

final class MariaDbWebhookTest extends WebhookContract {
  private static final String URL = MariaDbServer.newDatabase();

  @Override
  Storage emptyStorage() {
    MariaDbServer.empty(URL);
    return MariaDbServer.storage(URL);
  }
}
