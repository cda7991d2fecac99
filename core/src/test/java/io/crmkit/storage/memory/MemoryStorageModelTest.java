package io.crmkit.storage.memory;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageModel;

/** Compares the specification with itself, which proves the harness to be repeatable. */
final class MemoryStorageModelTest extends StorageModel {
  @Override
  protected Storage emptyStorage() {
    return new MemoryStorage();
  }
}
