package io.crmkit.job;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryJobTest extends JobContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
