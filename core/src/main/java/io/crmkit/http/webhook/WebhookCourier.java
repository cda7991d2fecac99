package io.crmkit.http.webhook;

import io.crmkit.http.webhook.WebhookOutbox.Outgoing;
import io.crmkit.http.webhook.WebhookOutbox.Result;
import io.crmkit.http.webhook.WebhookOutbox.Standing;
import io.crmkit.record.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Carries deliveries of one endpoint at a time, several records at once and each record's in their
 * order. Thread-safe.
 */
final class WebhookCourier implements AutoCloseable {
  /** How many calls an endpoint gets at once. */
  private static final int AT_ONCE = 8;

  /** What was sent is put down so often; a process that dies sends that much again. */
  private static final long ROUND_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final WebhookSender sender;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "crmkit-webhook");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean isClosed;

  WebhookCourier(WebhookSender sender) {
    this.sender = sender;
  }

  boolean isClosed() {
    return isClosed;
  }

  /**
   * Sends what it can within two seconds and the time that the last calls take.
   *
   * @param chains deliveries of one record each, in their order; a failure ends its chain
   * @param events returns the event of a delivery, if the endpoint's owner sees it
   * @return what came of those that were tried
   */
  List<Result> send(
      Standing standing,
      Collection<List<Outgoing>> chains,
      Function<Outgoing, Optional<Event>> events)
      throws InterruptedException {
    Queue<List<Outgoing>> open = new ConcurrentLinkedQueue<>(chains);
    long end = System.nanoTime() + ROUND_NANOS;
    Callable<List<Result>> worker =
        () -> {
          List<Result> results = new ArrayList<>();
          for (List<Outgoing> chain = open.poll(); chain != null; chain = open.poll()) {
            for (Outgoing each : chain) {
              if (isClosed || System.nanoTime() > end) {
                return results;
              }
              Result result = send(standing, each, events.apply(each));
              results.add(result);
              if (result.answer() != null && !result.answer().isTaken()) {
                break;
              }
            }
          }
          return results;
        };
    List<Callable<List<Result>>> workers = new ArrayList<>();
    for (int i = 0; i < Math.min(AT_ONCE, chains.size()); i++) {
      workers.add(worker);
    }
    List<Result> results = new ArrayList<>();
    try {
      for (Future<List<Result>> each : threads.invokeAll(workers)) {
        results.addAll(each.get());
      }
    } catch (RejectedExecutionException e) {
      return List.of(); // closed meanwhile; nothing was sent
    } catch (ExecutionException e) {
      throw new IllegalStateException("deliveries could not be sent", e.getCause());
    }
    return results;
  }

  private Result send(Standing standing, Outgoing delivery, Optional<Event> event) {
    WebhookEndpoint endpoint = standing.endpoint();
    return new Result(
        delivery,
        event
            .map(
                each ->
                    sender.send(
                        endpoint.url(),
                        endpoint.secrets(standing.now()),
                        delivery.value().messageId(),
                        WebhookMessage.body(each)))
            .orElse(null));
  }

  /** Begins no more calls. Those under way end by themselves, and are put down. */
  @Override
  public void close() {
    isClosed = true;
    threads.shutdown();
  }
}
