package io.crmkit.job;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.MariaDbServer;

final class MariaDbJobNodeTest extends JobNodeContract {
  private static final String URL = MariaDbServer.newDatabase();

  @Override
  Storage emptyStorage() {
    MariaDbServer.empty(URL);
    return MariaDbServer.storage(URL);
  }
}
