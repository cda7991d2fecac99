package io.crmkit.storage.jdbc;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageModel;

final class MariaDbStorageModelTest extends StorageModel {
  @Override
  protected Storage emptyStorage() {
    return MariaDbServer.storage(MariaDbServer.newDatabase());
  }
}
