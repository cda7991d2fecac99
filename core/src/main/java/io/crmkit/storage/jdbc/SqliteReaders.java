package io.crmkit.storage.jdbc;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections that only read, each with its statements. Made when they are needed; a pool of
 * connections in general would not keep the statements, which cost more than the reads.
 */
final class SqliteReaders {
  private final Supplier<Session> opener;
  private final Semaphore permits;
  private final int most;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean isClosed;

  SqliteReaders(Supplier<Session> opener, int most) {
    this.opener = opener;
    this.most = most;
    this.permits = new Semaphore(most);
  }

  <R> R read(Function<Session, R> work) {
    permits.acquireUninterruptibly();
    try {
      if (isClosed) {
        throw new IllegalStateException("the storage is closed");
      }
      Session known = idle.pollFirst();
      Session session = known == null ? opener.get() : known;
      boolean isSound = false;
      try {
        R result = work.apply(session);
        isSound = true;
        return result;
      } finally {
        giveBack(session, isSound);
      }
    } finally {
      permits.release();
    }
  }

  private void giveBack(Session session, boolean isSound) {
    if (isSound) {
      idle.addFirst(session);
    } else {
      session.close();
    }
  }

  void close() {
    isClosed = true;
    permits.acquireUninterruptibly(most);
    for (@Nullable Session each = idle.pollFirst(); each != null; each = idle.pollFirst()) {
      each.close();
    }
    permits.release(most);
  }
}
