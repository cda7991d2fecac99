package io.crmkit.engine;

import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Event;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Note;
import io.crmkit.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings committed events to those who listen, in one order and without a gap. One thread reads the
 * log for all; each listener has its own place in it, so that a slow one delays no other.
 * Thread-safe.
 */
public final class EventHub implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);
  private static final int CHUNK = 500;
  private static final int RECENT = 10_000;
  private static final long POLL_MILLIS = 500;
  private static final long FIRST_RETRY_MILLIS = 50;
  private static final long LONGEST_RETRY_MILLIS = 10_000;
  private static final String SUBSCRIBER = "subscriber";

  private final Storage storage;
  private final ConcurrentSkipListMap<Long, LogEntry> recent = new ConcurrentSkipListMap<>();
  private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
  private final Semaphore wake = new Semaphore(0);
  private final ExecutorService workers;
  private final Thread dispatcher;
  private volatile long recentFrom;
  private volatile long last;
  private volatile boolean isClosed;

  /** Whether events came while nobody listened. Known to the dispatcher only. */
  private boolean isBehind;

  EventHub(Storage storage) {
    this.storage = storage;
    this.last = storage.lastPosition();
    this.recentFrom = last;
    this.workers =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "crmkit-events");
              thread.setDaemon(true);
              return thread;
            });
    this.dispatcher = new Thread(this::dispatch, "crmkit-event-dispatcher");
    dispatcher.setDaemon(true);
    dispatcher.start();
    storage.onSequenced(wake::release);
  }

  /** Returns the position of the newest event that was brought to listeners. */
  public long lastPosition() {
    return storage.lastPosition();
  }

  /**
   * Calls {@code listener} with every event behind {@code after}, in order. A listener that fails
   * hears no more.
   *
   * @param organization the tenant, or null for all
   */
  public Subscription subscribe(@Nullable UUID organization, long after, Consumer<Event> listener) {
    return start(new Listener(organization, after, listener, null));
  }

  /**
   * Calls {@code listener} with every event of all organizations, from where the subscriber of this
   * name was when it last ended, at first from the present. At least once: after a crash the last
   * events come again. A listener that fails gets the same event again, later each time.
   */
  public Subscription subscribeDurably(String name, Consumer<Event> listener) {
    long after =
        storage
            .readPlatform()
            .note(SUBSCRIBER, name)
            .map(note -> Long.parseLong(note.value()))
            .orElseGet(storage::lastPosition);
    Listener durable = new Listener(null, after, listener, name);
    durable.save();
    return start(durable);
  }

  private Subscription start(Listener listener) {
    listeners.add(listener);
    listener.pump();
    return listener;
  }

  private void dispatch() {
    long failures = 0;
    while (!isClosed) {
      try {
        wake.tryAcquire(POLL_MILLIS, TimeUnit.MILLISECONDS);
        wake.drainPermits();
        if (listeners.isEmpty()) {
          isBehind = true;
        } else {
          readNew();
        }
        failures = 0;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        if (failures++ == 0 && !isClosed) {
          LOG.warn("the event log cannot be read; trying again", e);
        }
      }
    }
  }

  private void readNew() {
    if (isBehind) {
      catchUp();
    }
    List<LogEntry> entries;
    do {
      entries = storage.feed(null, last, CHUNK);
      for (LogEntry entry : entries) {
        Long position = entry.position();
        if (position != null) {
          recent.put(position, entry);
          last = position;
        }
      }
      while (recent.size() > RECENT) {
        recentFrom = recent.pollFirstEntry().getKey();
      }
      if (!entries.isEmpty()) {
        listeners.forEach(Listener::pump);
      }
    } while (entries.size() == CHUNK);
  }

  /** Passes over what nobody listened to; whoever wants it reads it from the log. */
  private void catchUp() {
    last = storage.lastPosition();
    recent.clear();
    recentFrom = last;
    isBehind = false;
    listeners.forEach(Listener::pump);
  }

  /** Ends all subscriptions and threads. */
  @Override
  public void close() {
    isClosed = true;
    dispatcher.interrupt();
    listeners.forEach(Listener::close);
    workers.shutdown();
    try {
      if (!workers.awaitTermination(5, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      workers.shutdownNow();
    }
  }

  /** One listener and its place in the log. At most one thread runs it at a time. */
  private final class Listener implements Subscription {
    private final @Nullable UUID organization;
    private final Consumer<Event> target;
    private final @Nullable String name;
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private volatile boolean isEnded;
    private volatile long position;
    private long retryMillis = FIRST_RETRY_MILLIS;
    private boolean isCalling;

    Listener(
        @Nullable UUID organization, long after, Consumer<Event> target, @Nullable String name) {
      this.organization = organization;
      this.position = after;
      this.target = target;
      this.name = name;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public void close() {
      isEnded = true;
      listeners.remove(this);
    }

    void pump() {
      if (!isEnded && isScheduled.compareAndSet(false, true)) {
        try {
          workers.execute(this::run);
        } catch (RejectedExecutionException e) {
          isEnded = true; // the hub is closing
        }
      }
    }

    private void run() {
      boolean hasMore = true;
      try {
        while (hasMore && !isEnded) {
          List<LogEntry> entries = next();
          entries.forEach(this::deliver);
          if (!entries.isEmpty()) {
            save();
          }
          hasMore = !entries.isEmpty();
        }
        retryMillis = FIRST_RETRY_MILLIS;
      } catch (RuntimeException e) {
        fail(e);
      } finally {
        isScheduled.set(false);
      }
      if (!isEnded && position < last) {
        pump();
      }
    }

    private List<LogEntry> next() {
      if (position >= recentFrom) {
        List<LogEntry> entries = new ArrayList<>();
        long newest = position;
        for (LogEntry entry : recent.tailMap(position, false).values()) {
          if (entries.size() == CHUNK) {
            break;
          }
          newest = entry.position() == null ? newest : entry.position();
          if (organization == null || organization.equals(entry.organization())) {
            entries.add(entry);
          }
        }
        if (entries.isEmpty()) {
          position = newest;
        }
        return entries;
      }
      List<LogEntry> stored = storage.feed(organization, position, CHUNK);
      if (stored.isEmpty()) {
        position = Math.max(position, recentFrom);
        return recent.isEmpty() ? stored : next();
      }
      return stored;
    }

    private void deliver(LogEntry entry) {
      if (!isEnded) {
        isCalling = true;
        target.accept(EventCodec.event(entry));
        isCalling = false;
        position = entry.position() == null ? position : entry.position();
      }
    }

    private void fail(RuntimeException e) {
      if (isCalling && name == null) {
        LOG.warn("a listener failed and hears no more events", e);
        close();
        return;
      }
      if (isCalling) {
        LOG.warn("the subscriber {} failed at position {}; trying again", name, position, e);
        isCalling = false;
        saveIfPossible();
      } else {
        LOG.warn("the storage failed behind position {}; trying again", position, e);
      }
      try {
        TimeUnit.MILLISECONDS.sleep(retryMillis);
        retryMillis = Math.min(retryMillis * 2, LONGEST_RETRY_MILLIS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        isEnded = true;
      }
    }

    /** Where the storage fails, the events since the last success come again after a crash. */
    private void saveIfPossible() {
      try {
        save();
      } catch (UnavailableException | OutcomeUnknownException e) {
        LOG.warn("the position of {} could not be saved; the next one will be", name, e);
      }
    }

    private void save() {
      String subscriber = name;
      if (subscriber != null) {
        String value = Long.toString(position);
        storage.platform(
            tx -> {
              tx.putNote(new Note(SUBSCRIBER, subscriber, value, null));
              return value;
            });
      }
    }
  }
}
