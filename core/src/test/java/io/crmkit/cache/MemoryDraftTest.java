package io.crmkit.cache;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemoryDraftTest extends DraftContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
