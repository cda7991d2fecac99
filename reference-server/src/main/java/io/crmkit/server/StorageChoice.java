package io.crmkit.server;

import io.crmkit.storage.Storage;
import io.crmkit.storage.jdbc.JdbcStorage;
import io.crmkit.storage.memory.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the storage that a database address names. */
final class StorageChoice {
  static final String MEMORY = "memory:";
  private static final String JDBC = "jdbc:";

  private StorageChoice() {}

  /** Returns whether an address names a storage. */
  static boolean isKnown(String url) {
    return url.equals(MEMORY) || url.startsWith(JDBC);
  }

  /** Returns the storage, not opened yet; without an address a SQLite file in the data folder. */
  static Storage open(
      @Nullable String url, @Nullable String user, @Nullable String password, Path dataDir) {
    if (url == null) {
      try {
        Files.createDirectories(dataDir);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return JdbcStorage.sqlite(dataDir.resolve("crmkit.db"));
    }
    if (url.equals(MEMORY)) {
      return new MemoryStorage();
    }
    return JdbcStorage.connect(url, user == null ? "" : user, password == null ? "" : password);
  }
}
