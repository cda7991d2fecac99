package io.crmkit.storage.jdbc;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageContract;
import org.junit.jupiter.api.BeforeAll;

final class PostgresStorageTest extends StorageContract {
  private static String url;

  @BeforeAll
  static void createDatabase() {
    url = PostgresServer.newDatabase();
  }

  @Override
  protected Storage emptyStorage() {
    PostgresServer.empty(url);
    return PostgresServer.storage(url);
  }
}
