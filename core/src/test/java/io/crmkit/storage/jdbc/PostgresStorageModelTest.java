package io.crmkit.storage.jdbc;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageModel;

final class PostgresStorageModelTest extends StorageModel {
  @Override
  protected Storage emptyStorage() {
    return PostgresServer.storage(PostgresServer.newDatabase());
  }
}
