package io.crmkit.engine.transfer;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;

final class MemorySalesCorpusTest extends SalesCorpusContract {
  @Override
  Storage emptyStorage() {
    return new MemoryStorage();
  }
}
