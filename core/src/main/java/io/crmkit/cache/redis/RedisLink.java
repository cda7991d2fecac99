package io.crmkit.cache.redis;

import io.crmkit.error.UnavailableException;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The two connections to a server: one for commands of all threads, one that hears the channel.
 * Commands are refused, not queued, while either is down. Thread-safe.
 */
final class RedisLink {
  private static final int MOST_UNANSWERED = 10_000;
  private static final int MOST_TIMEOUTS = 3;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final RedisConfig config;
  private final RedisURI address;
  private final byte[] channel;
  private final ClientResources resources;
  private final RedisClient client;
  private volatile Consumer<byte[]> onMessage = message -> {};
  private volatile Runnable onConnected = () -> {};
  private @Nullable CompletableFuture<Connections> connecting;
  private boolean isClosed;
  private final AtomicInteger timeouts = new AtomicInteger();

  RedisLink(RedisConfig config) {
    this.config = config;
    this.channel = (config.namespace() + ":removed").getBytes(StandardCharsets.UTF_8);
    this.address = address(config);
    this.resources =
        ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(
                Delay.exponential(
                    Duration.ofMillis(50), Duration.ofSeconds(2), 2, TimeUnit.MILLISECONDS))
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MOST_UNANSWERED)
            .socketOptions(
                SocketOptions.builder()
                    .keepAlive(
                        // the one that only listens would not notice otherwise
                        SocketOptions.KeepAliveOptions.builder()
                            .enable()
                            .idle(Duration.ofSeconds(30))
                            .interval(Duration.ofSeconds(10))
                            .count(3)
                            .build())
                    .build())
            .build());
  }

  private static RedisURI address(RedisConfig config) {
    RedisURI.Builder builder =
        RedisURI.builder()
            .withHost(config.host())
            .withPort(config.port())
            .withDatabase(config.database())
            .withSsl(config.isEncrypted())
            .withTimeout(Duration.ofSeconds(10)); // of the handshake, which nobody waits for
    String user = config.user();
    String password = config.password();
    if (user != null && password != null) {
      builder.withAuthentication(user, password.toCharArray());
    } else if (password != null) {
      builder.withPassword(password.toCharArray());
    }
    return builder.build();
  }

  /** The connections, open or about to be opened again. */
  private record Connections(
      StatefulRedisConnection<byte[], byte[]> commands,
      StatefulRedisPubSubConnection<byte[], byte[]> removals) {
    boolean areOpen() {
      return commands.isOpen() && removals.isOpen();
    }
  }

  byte[] channel() {
    return channel;
  }

  void listen(Consumer<byte[]> messages, Runnable connected) {
    onMessage = messages;
    onConnected = connected;
  }

  List<byte @Nullable []> getAll(byte[] first, byte[] second) {
    List<byte @Nullable []> values = new ArrayList<>(2);
    for (KeyValue<byte[], byte[]> each : call(commands -> commands.mget(first, second))) {
      values.add(each.getValueOrElse(null));
    }
    return values;
  }

  long run(String script, List<byte[]> keys, byte[]... arguments) {
    byte[][] all = keys.toArray(new byte[0][]);
    return this.<Long>call(
        commands -> commands.eval(script, ScriptOutputType.INTEGER, all, arguments));
  }

  private <R> R call(Function<RedisAsyncCommands<byte[], byte[]>, RedisFuture<R>> command) {
    Connections connections = await(connecting());
    if (!connections.areOpen()) {
      throw unavailable(null);
    }
    try {
      R answer = await(command.apply(connections.commands().async()).toCompletableFuture());
      if (timeouts.get() != 0) {
        timeouts.set(0);
      }
      return answer;
    } catch (RedisException e) {
      throw unavailable(e);
    }
  }

  /** Begins to connect, which nobody waits for. */
  void open() {
    CompletableFuture<Connections> unused = connecting();
  }

  /** An attempt goes on when its callers' time is over, so that a slow one succeeds some day. */
  private synchronized CompletableFuture<Connections> connecting() {
    if (isClosed) {
      throw new IllegalStateException("the store is closed");
    }
    CompletableFuture<Connections> present = connecting;
    if (present == null || present.isCompletedExceptionally()) {
      present = connect();
      connecting = present;
    }
    return present;
  }

  private CompletableFuture<Connections> connect() {
    return client
        .connectPubSubAsync(ByteArrayCodec.INSTANCE, address)
        .toCompletableFuture()
        .thenCompose(
            removals -> {
              removals.addListener(new Listener());
              return removals
                  .async()
                  .subscribe(channel)
                  .toCompletableFuture()
                  .thenCompose(done -> client.connectAsync(ByteArrayCodec.INSTANCE, address))
                  .thenApply(commands -> new Connections(commands, removals))
                  .exceptionallyCompose(
                      failure ->
                          removals
                              .closeAsync()
                              .thenCompose(closed -> CompletableFuture.failedFuture(failure)));
            });
  }

  private <R> R await(CompletableFuture<R> answer) {
    try {
      return answer.get(config.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      if (timeouts.incrementAndGet() >= MOST_TIMEOUTS) {
        timeouts.set(0);
        discard();
      }
      throw unavailable(e);
    } catch (ExecutionException e) {
      throw unavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable(e);
    }
  }

  /**
   * A peer that vanished without a word is noticed by the kernel after a quarter of an hour only.
   */
  private synchronized void discard() {
    CompletableFuture<Connections> present = connecting;
    if (present != null && present.isDone()) {
      connecting = null;
      present
          .thenCompose(
              open ->
                  open.commands().closeAsync().thenCompose(done -> open.removals().closeAsync()))
          .exceptionally(
              failure -> null); // of no use any more, and closed at the end at the latest
    }
  }

  private UnavailableException unavailable(@Nullable Exception cause) {
    String why = cause instanceof TimeoutException ? " within " + config.timeout() : "";
    return new UnavailableException(
        "CACHE_STORE_UNAVAILABLE",
        "Redis at " + config.host() + ":" + config.port() + " does not answer" + why,
        RETRY_AFTER,
        cause instanceof ExecutionException ? cause.getCause() : cause);
  }

  void close() {
    synchronized (this) {
      if (isClosed) {
        return;
      }
      isClosed = true;
    }
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2)); // closes its connections
    resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  /** Hears the channel. The server confirms it after each new connection. */
  private final class Listener extends RedisPubSubAdapter<byte[], byte[]> {
    @Override
    public void message(byte[] from, byte[] message) {
      onMessage.accept(message);
    }

    @Override
    public void subscribed(byte[] to, long count) {
      onConnected.run();
    }
  }
}
