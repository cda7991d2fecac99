package io.crmkit;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryCrmTest extends CrmContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
