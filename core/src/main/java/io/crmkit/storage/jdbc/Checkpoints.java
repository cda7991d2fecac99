package io.crmkit.storage.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the write-ahead log over into the database file, on a connection and thread of its own,
 * as writers would wait for it. Only a log that has grown far too large stops them.
 */
final class Checkpoints {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
  private static final long WORTH_IT = 4L << 20;
  private static final long TOO_LARGE = 128L << 20;
  private static final int COMMITS_BETWEEN_LOOKS = 64;

  /** A few large commits fill the log as well, and reads are slower while they are in it. */
  private static final long LONGEST_BETWEEN_LOOKS_MILLIS = 500;

  private final Path log;
  private final Supplier<Session> opener;
  private final Consumer<Runnable> exclusively;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread;
  private final AtomicInteger commits = new AtomicInteger();
  private volatile boolean isStopped;

  /**
   * Prepares.
   *
   * @param exclusively runs something while nobody writes
   */
  Checkpoints(Path log, Supplier<Session> opener, Consumer<Runnable> exclusively) {
    this.log = log;
    this.opener = opener;
    this.exclusively = exclusively;
    this.thread = new Thread(this::run, "crmkit-checkpoint");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Counts a commit. */
  void committed() {
    if (commits.incrementAndGet() == COMMITS_BETWEEN_LOOKS) {
      wake.release();
    }
  }

  void stop() {
    isStopped = true;
    wake.release();
    try {
      thread.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    Session session = null;
    while (!isStopped) {
      awaitWork();
      if (!isStopped && commits.getAndSet(0) > 0 && size() >= WORTH_IT) {
        session = checkpoint(session);
      }
    }
    if (session != null) {
      session.close();
    }
  }

  private void awaitWork() {
    try {
      if (wake.tryAcquire(LONGEST_BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      isStopped = true; // nobody else has this thread
    }
  }

  private @Nullable Session checkpoint(@Nullable Session known) {
    Session session = known;
    try {
      session = known == null ? opener.get() : known;
      Session open = session;
      open.number(new Sql("PRAGMA wal_checkpoint(PASSIVE)"));
      exclusively.accept(() -> open.number(new Sql("PRAGMA wal_checkpoint(PASSIVE)")));
      if (size() > TOO_LARGE) {
        exclusively.accept(() -> open.number(new Sql("PRAGMA wal_checkpoint(TRUNCATE)")));
      }
      return open;
    } catch (SqlFailure e) {
      LOG.warn("the write-ahead log could not be carried over; it will be tried again", e);
      if (session != null) {
        session.close();
      }
      return null;
    }
  }

  private long size() {
    try {
      return Files.exists(log) ? Files.size(log) : 0;
    } catch (IOException e) {
      return 0;
    }
  }
}
