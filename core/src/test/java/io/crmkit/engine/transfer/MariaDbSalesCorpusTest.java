package io.crmkit.engine.transfer;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.MariaDbServer;

final class MariaDbSalesCorpusTest extends SalesCorpusContract {
  @Override
  Storage emptyStorage() {
    return MariaDbServer.storage(MariaDbServer.newDatabase());
  }
}
