package io.crmkit.storage.jdbc;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** A database file, owned by this process while it is held. */
final class SqliteFile {
  private static final String CACHE_KILOBYTES = "-65536";
  private static final String MAPPED_BYTES = "268435456";
  private static final String BUSY_MILLIS = "5000";

  private final Path path;
  private @Nullable FileChannel channel;

  SqliteFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  Path log() {
    return path.resolveSibling(path.getFileName() + "-wal");
  }

  /** Takes the lock beside the file. */
  void own() {
    if (channel != null) {
      return;
    }
    Path lockPath = path.resolveSibling(path.getFileName() + ".lock");
    try {
      Path folder = path.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      FileChannel opened =
          FileChannel.open(lockPath, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!isLocked(opened)) {
        opened.close();
        throw new IllegalStateException(
            path + " is open already, here or in another process: talk to that one, or stop it");
      }
      channel = opened;
    } catch (IOException e) {
      throw Failures.unavailable(e);
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  void release() {
    FileChannel held = channel;
    channel = null;
    if (held != null) {
      try {
        held.close(); // the file stays: to delete it would let two take it at once
      } catch (IOException e) {
        throw Failures.unavailable(e);
      }
    }
  }

  /** Opens a connection on which statements run in transactions that are begun by hand. */
  Session writer(Dialect dialect) {
    try {
      Connection connection = connect(settings());
      connection.setAutoCommit(false);
      Session session = new Session(connection, dialect, true);
      session.command("COMMIT"); // the driver has begun one
      return session;
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  /** Opens a connection on which every statement stands alone. */
  Session single(Dialect dialect) {
    try {
      return new Session(connect(settings()), dialect, true);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  Session reader(Dialect dialect) {
    Properties settings = settings();
    settings.setProperty("open_mode", "1");
    settings.remove("journal_mode");
    try {
      return new Session(connect(settings), dialect, true);
    } catch (SQLException e) {
      throw new SqlFailure(e);
    }
  }

  String url() {
    return "jdbc:sqlite:" + path;
  }

  private Connection connect(Properties settings) throws SQLException {
    return DriverManager.getConnection(url(), settings);
  }

  private static Properties settings() {
    Properties settings = new Properties();
    settings.setProperty("journal_mode", "WAL");
    settings.setProperty("synchronous", "FULL");
    settings.setProperty("foreign_keys", "true");
    settings.setProperty("busy_timeout", BUSY_MILLIS);
    settings.setProperty("cache_size", CACHE_KILOBYTES);
    settings.setProperty("mmap_size", MAPPED_BYTES);
    return settings;
  }
}
