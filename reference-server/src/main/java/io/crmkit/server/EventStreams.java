package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.engine.EventFilter;
import io.crmkit.engine.EventForm;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Subscription;
import io.crmkit.error.CrmException;
import io.crmkit.record.Event;
import io.crmkit.record.Json;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * The streams of events that are open. One thread keeps all of them alive and ends those whose
 * token has ended; none is held by a stream that is silent. Thread-safe.
 */
final class EventStreams implements AutoCloseable {
  private static final byte[] OPENED = bytes(": open\n\n");
  private static final byte[] ALIVE = bytes(": alive\n\n");
  private static final long ALIVE_SECONDS = 15;
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Crm crm;
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer;

  EventStreams(Crm crm) {
    this.crm = crm;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "crmkit-streams");
              thread.setDaemon(true);
              return thread;
            });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Begins to stream what happens behind a position. */
  void open(Context context, RecordSession session, EventFilter filter, long after, Caller caller) {
    context.future(
        () -> {
          try {
            EventStream stream = new EventStream(context.res().getOutputStream());
            Open opened = new Open(stream, caller);
            open.add(opened);
            stream.onEnd(opened::end);
            stream.begin(OPENED);
            opened.begin(session, filter, after);
            return stream.done();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  int count() {
    return open.size();
  }

  /** Ends all streams, so that their readers go on elsewhere. */
  @Override
  public void close() {
    timer.shutdownNow();
    open.forEach(each -> each.stream.close());
  }

  /** One stream and what feeds it. */
  private final class Open {
    private final EventStream stream;
    private final Caller caller;
    private volatile boolean isEnded;
    private volatile Subscription subscription = NONE;

    Open(EventStream stream, Caller caller) {
      this.stream = stream;
      this.caller = caller;
    }

    void begin(RecordSession session, EventFilter filter, long after) {
      subscription = session.watch(filter, after, this::send);
      long life =
          Math.max(
              0, Duration.between(crm.engine().clock().instant(), caller.expiresAt()).toMillis());
      later(stream::close, life, TimeUnit.MILLISECONDS);
      later(this::keepAlive, ALIVE_SECONDS, TimeUnit.SECONDS);
      if (isEnded || timer.isShutdown()) {
        stream.close();
        subscription.close();
      }
    }

    private void send(Event event) {
      String text =
          "id: "
              + event.position()
              + "\nevent: "
              + event.action()
              + "\ndata: "
              + Json.write(EventForm.data(event))
              + "\n\n";
      stream.send(bytes(text), PATIENCE);
    }

    private void keepAlive() {
      if (isEnded) {
        return;
      }
      try {
        crm.logins().authenticate(caller.token(), Map.of());
        stream.trySend(ALIVE);
        later(this::keepAlive, ALIVE_SECONDS, TimeUnit.SECONDS);
      } catch (CrmException e) {
        stream.close(); // the login has ended, or cannot be judged
      }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // both tasks end with the stream
    private void later(Runnable task, long delay, TimeUnit unit) {
      try {
        timer.schedule(task, delay, unit);
      } catch (RejectedExecutionException e) {
        stream.close(); // the server stops
      }
    }

    void end() {
      isEnded = true;
      open.remove(this);
      subscription.close();
    }
  }

  private static final Subscription NONE =
      new Subscription() {
        @Override
        public long position() {
          return 0;
        }

        @Override
        public void close() {}
      };
}
