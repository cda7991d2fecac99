package io.crmkit.cache;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresDraftTest extends DraftContract {
  private static final String URL = PostgresServer.newDatabase();

  @Override
  Storage emptyStorage() {
    PostgresServer.empty(URL);
    return PostgresServer.storage(URL);
  }
}
