package io.crmkit.cache;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One search for a key, by the thread that made it, for all who want the key meanwhile.
 *
 * @param <V> what is cached
 */
final class Flight<V> {
  private final long generation;
  private final Thread pilot = Thread.currentThread();
  private final CompletableFuture<Optional<V>> answer = new CompletableFuture<>();
  private boolean isOvertaken;

  /** Begins under the organization's generation of this moment. */
  Flight(long generation) {
    this.generation = generation;
  }

  long generation() {
    return generation;
  }

  /** Marks what will be found as older than a removal. */
  synchronized void overtake() {
    isOvertaken = true;
  }

  /** Keeps what was found, unless a removal came before. */
  synchronized boolean land(Runnable keep) {
    if (!isOvertaken) {
      keep.run();
    }
    return !isOvertaken;
  }

  void complete(Optional<V> value) {
    answer.complete(value);
  }

  void fail(Throwable cause) {
    answer.completeExceptionally(cause);
  }

  /** Waits for the answer; a failure is that of the thread that searched. */
  Optional<V> await() {
    if (pilot == Thread.currentThread()) {
      throw new IllegalStateException("a loader must not ask for the key that it loads");
    }
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
