package io.crmkit.http.webhook;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresWebhookTest extends WebhookContract {
  private static final String URL = PostgresServer.newDatabase();

  @Override
  Storage emptyStorage() {
    PostgresServer.empty(URL);
    return PostgresServer.storage(URL);
  }
}
