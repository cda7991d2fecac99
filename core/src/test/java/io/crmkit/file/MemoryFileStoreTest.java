package io.crmkit.file;

import io.crmkit.testkit.file.FileStoreContract;

final class MemoryFileStoreTest extends FileStoreContract {
  @Override
  protected FileStore emptyStore() {
    return new MemoryFileStore();
  }
}
