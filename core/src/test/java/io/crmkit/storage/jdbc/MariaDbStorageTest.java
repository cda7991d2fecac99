package io.crmkit.storage.jdbc;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageContract;
import org.junit.jupiter.api.BeforeAll;

final class MariaDbStorageTest extends StorageContract {
  private static String url;

  @BeforeAll
  static void createDatabase() {
    url = MariaDbServer.newDatabase();
  }

  @Override
  protected Storage emptyStorage() {
    MariaDbServer.empty(url);
    return MariaDbServer.storage(url);
  }
}
