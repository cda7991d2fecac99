package io.crmkit.testkit.http;

import io.crmkit.http.Sleeper;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does not sleep, but moves a clock on and remembers by how much. Thread-safe. */
public final class RecordedPauses implements Sleeper {
  private final SettableClock clock;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** Moves this clock. */
  public RecordedPauses(SettableClock clock) {
    this.clock = clock;
  }

  @Override
  public void sleep(Duration span) {
    pauses.add(span);
    clock.advance(span);
  }

  /** Returns how long was slept so far, each time. */
  public List<Duration> all() {
    return List.copyOf(pauses);
  }
}
