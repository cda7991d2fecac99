package io.crmkit.job;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresJobNodeTest extends JobNodeContract {
  private static final String URL = PostgresServer.newDatabase();

  @Override
  Storage emptyStorage() {
    PostgresServer.empty(URL);
    return PostgresServer.storage(URL);
  }
}
