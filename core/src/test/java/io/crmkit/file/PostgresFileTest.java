package io.crmkit.file;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresFileTest extends FileContract {
  private static final String URL = PostgresServer.newDatabase();

  @Override
  Storage emptyStorage() {
    PostgresServer.empty(URL);
    return PostgresServer.storage(URL);
  }
}
