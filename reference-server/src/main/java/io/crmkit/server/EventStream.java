package io.crmkit.server;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Writes to one reader without ever waiting for it: what it does not take yet stands in a bounded
 * queue. A reader too slow for its queue is cut off, and resumes where it was. Thread-safe.
 */
final class EventStream implements WriteListener {
  private static final int MOST_CHUNKS = 1_000;

  private final ServletOutputStream out;
  private final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition hasRoom = lock.newCondition();
  private final ArrayDeque<byte[]> queue = new ArrayDeque<>();
  private volatile Runnable atEnd = () -> {};
  private boolean needsFlush;
  private boolean isClosing;
  private boolean isEnded;

  EventStream(ServletOutputStream out) {
    this.out = out;
  }

  /** Completes once nothing more is written. */
  CompletableFuture<@Nullable Void> done() {
    return done;
  }

  /** Sets what to do once nothing more is written. */
  void onEnd(Runnable action) {
    atEnd = action;
  }

  /** Sends the head of the answer and the first chunk. */
  void begin(byte[] first) {
    lock.lock();
    try {
      queue.add(first);
    } finally {
      lock.unlock();
    }
    out.setWriteListener(this);
  }

  /**
   * Sends a chunk; where the queue is full, waits so long for room and then cuts the reader off.
   */
  void send(byte[] chunk, Duration patience) {
    boolean isTooSlow = false;
    lock.lock();
    try {
      long nanos = patience.toNanos();
      while (queue.size() >= MOST_CHUNKS && !isEnded && nanos > 0) {
        nanos = hasRoom.awaitNanos(nanos);
      }
      if (queue.size() >= MOST_CHUNKS) {
        isTooSlow = true;
      } else if (!isEnded && !isClosing) {
        queue.add(chunk);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      isTooSlow = true;
    } finally {
      lock.unlock();
    }
    if (isTooSlow) {
      end();
    } else {
      drain();
    }
  }

  /** Sends a chunk unless others wait. */
  void trySend(byte[] chunk) {
    lock.lock();
    try {
      if (queue.isEmpty()) {
        queue.add(chunk);
      }
    } finally {
      lock.unlock();
    }
    drain();
  }

  /** Ends the stream once what was sent is written. */
  void close() {
    lock.lock();
    try {
      isClosing = true;
    } finally {
      lock.unlock();
    }
    drain();
  }

  @Override
  public void onWritePossible() {
    drain();
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  private void drain() {
    boolean isOver = false;
    lock.lock();
    try {
      while (!isEnded && !isOver && out.isReady()) {
        byte[] next = queue.poll();
        if (next != null) {
          out.write(next);
          needsFlush = true;
          hasRoom.signalAll();
        } else if (needsFlush) {
          needsFlush = false;
          out.flush();
        } else if (isClosing) {
          isOver = true;
        } else {
          return;
        }
      }
    } catch (IOException | RuntimeException e) {
      isOver = true; // the reader is gone
    } finally {
      lock.unlock();
    }
    if (isOver) {
      end();
    }
  }

  private void end() {
    lock.lock();
    try {
      isEnded = true;
      queue.clear();
      hasRoom.signalAll();
    } finally {
      lock.unlock();
    }
    atEnd.run();
    done.complete(null);
  }
}
