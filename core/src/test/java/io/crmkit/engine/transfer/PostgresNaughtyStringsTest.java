package io.crmkit.engine.transfer;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.PostgresServer;

final class PostgresNaughtyStringsTest extends NaughtyStringsContract {
  @Override
  Storage emptyStorage() {
    return PostgresServer.storage(PostgresServer.newDatabase());
  }
}
