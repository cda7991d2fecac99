package io.crmkit.engine.transfer;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresSalesCorpusTest extends SalesCorpusContract {
  @Override
  Storage emptyStorage() {
    return PostgresServer.storage(PostgresServer.newDatabase());
  }
}
