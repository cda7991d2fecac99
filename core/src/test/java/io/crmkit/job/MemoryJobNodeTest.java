package io.crmkit.job;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryJobNodeTest extends JobNodeContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
