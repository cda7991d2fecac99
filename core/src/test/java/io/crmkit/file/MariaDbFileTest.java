package io.crmkit.file;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.MariaDbServer;

final class MariaDbFileTest extends FileContract {
  private static final String URL = MariaDbServer.newDatabase();

  @Override
  Storage emptyStorage() {
    MariaDbServer.empty(URL);
    return MariaDbServer.storage(URL);
  }
}
