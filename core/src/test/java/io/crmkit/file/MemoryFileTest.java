package io.crmkit.file;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryFileTest extends FileContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
