package io.crmkit.cache;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.MariaDbServer;

final class MariaDbDraftTest extends DraftContract {
  private static final String URL = MariaDbServer.newDatabase();

  @Override
  Storage emptyStorage() {
    MariaDbServer.empty(URL);
    return MariaDbServer.storage(URL);
  }
}
