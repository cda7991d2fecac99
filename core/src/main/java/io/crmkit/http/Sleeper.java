package io.crmkit.http;

import java.time.Duration;

/** Lets a thread wait. Tests bring one that does not. Thread-safe. */
@FunctionalInterface
public interface Sleeper {
  /**
   * Returns once {@code span} has gone by.
   *
   * @throws InterruptedException if the thread was interrupted before that
   */
  void sleep(Duration span) throws InterruptedException;
}
