package io.crmkit.storage.jdbc;

import io.crmkit.storage.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A SQLite file: one connection writes, others read beside it. */
final class SqliteDatabase implements Database {
  private static final int READERS = 8;

  private final SqliteDialect dialect = new SqliteDialect();
  private final SqliteFile file;
  private final Listeners listeners = new Listeners();
  private final SqliteReaders readers;
  private @Nullable GroupCommit commits;
  private @Nullable Checkpoints checkpoints;

  SqliteDatabase(Path path) {
    this.file = new SqliteFile(path);
    this.readers = new SqliteReaders(() -> file.reader(dialect), READERS);
  }

  String url() {
    return file.url();
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  @Override
  public void own() {
    file.own();
  }

  @Override
  public <R> R setUp(Function<Session, R> work) {
    try {
      Session session = file.writer(dialect);
      try {
        session.command("BEGIN IMMEDIATE");
        R result = work.apply(session);
        session.command("COMMIT");
        return result;
      } finally {
        session.close();
      }
    } catch (SqlFailure e) {
      throw Failures.translate(dialect, e);
    }
  }

  @Override
  public void start(Kernel kernel) {
    GroupCommit started =
        new GroupCommit(kernel, this::writer, listeners, () -> checkpoints().committed());
    checkpoints = new Checkpoints(file.log(), () -> file.single(dialect), started::exclusively);
    checkpoints.start();
    started.open();
    commits = started;
  }

  private Session writer() {
    Session session = file.writer(dialect);
    session.command("PRAGMA wal_autocheckpoint = 0");
    return session;
  }

  private Checkpoints checkpoints() {
    if (checkpoints == null) {
      throw new IllegalStateException("the storage is not open");
    }
    return checkpoints;
  }

  private GroupCommit commits() {
    if (commits == null) {
      throw new IllegalStateException("the storage is not open");
    }
    return commits;
  }

  @Override
  public <R> R read(Function<Session, R> work) {
    try {
      return readers.read(work);
    } catch (SqlFailure e) {
      throw Failures.translate(dialect, e);
    }
  }

  @Override
  public <R> R transact(UUID organization, Function<Transaction, R> work) {
    return commits().run(organization, work);
  }

  @Override
  public <R> R join(Connection connection, UUID organization, Function<Transaction, R> work) {
    throw new IllegalStateException(
        "a SQLite file is written through one connection of its own: there is none to join");
  }

  @Override
  public void committed() {
    // nobody else writes here
  }

  @Override
  public long lastPosition() {
    return commits().position();
  }

  @Override
  public void onSequenced(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public boolean isAvailable() {
    try {
      return readers.read(session -> session.number(new Sql("SELECT 1"))) == 1;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Override
  public void close() {
    if (checkpoints != null) {
      checkpoints.stop();
    }
    readers.close();
    if (commits != null) {
      commits.close();
    }
    file.release();
  }
}
