package io.crmkit.engine.transfer;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryNaughtyStringsTest extends NaughtyStringsContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
