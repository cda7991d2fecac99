package io.crmkit.storage.jdbc;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.StorageModel;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteStorageModelTest extends StorageModel {
  @TempDir private Path folder;

  @Override
  protected Storage emptyStorage() {
    return JdbcStorage.sqlite(folder.resolve("crm.db"));
  }
}
