package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.cache.CacheStatistics;
import io.crmkit.error.NotPermittedException;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures about the server, for Prometheus to fetch. They name routes, never records, users or
 * organizations. Only the machine itself sees them, and who has the key. Thread-safe.
 */
final class Metrics implements AutoCloseable {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
  private static final String BEARER = "Bearer ";
  private static final List<String> FORWARDED = List.of("X-Forwarded-For", "Forwarded");

  /** The times that answers are promised in, which buckets count. */
  private static final Duration[] GOALS = {
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(300),
    Duration.ofMillis(500),
    Duration.ofSeconds(2)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collector = new JvmGcMetrics();
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();
  private final Set<String> watched = ConcurrentHashMap.newKeySet();
  private final Crm crm;
  private final @Nullable String key;

  /** What calls are counted by. */
  private record Answered(@Nullable Route route, int status) {}

  Metrics(Crm crm, ServerConfig config, EventStreams streams, ImportJobs imports) {
    this.crm = crm;
    this.key = config.metricsKey();
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collector.bindTo(registry);
    Gauge.builder("crmkit.event.streams", streams, EventStreams::count)
        .description("Streams of events that are open")
        .register(registry);
    Gauge.builder("crmkit.imports.open", imports, ImportJobs::count)
        .description("Imports at work or waiting here")
        .register(registry);
    Gauge.builder("crmkit.database.up", crm, each -> each.engine().isAvailable() ? 1 : 0)
        .description("Whether the database answers")
        .register(registry);
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", "/metrics", "getMetrics", this::answer)
            .open()
            .summary("Returns figures for Prometheus, on the machine itself or with the key for it")
            .answersAs(200, "The figures", "text/plain")
            .refuses(403, "Neither of the two"));
  }

  /** Counts a call that was answered. */
  void answered(@Nullable Route route, int status, long nanos) {
    timers
        .computeIfAbsent(new Answered(route, status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered answered) {
    Route route = answered.route();
    return Timer.builder("http.server.requests")
        .description("Calls by route")
        .tag("method", route == null ? "none" : route.method())
        .tag("route", route == null ? "none" : route.path())
        .tag("status", Integer.toString(answered.status()))
        .serviceLevelObjectives(GOALS)
        .register(registry);
  }

  private Answer answer(Call call) {
    if (!isLocal(call.context().req()) && !hasKey(call)) {
      throw new NotPermittedException("metrics:read");
    }
    crm.caches().statistics().forEach(each -> watch(each.cache()));
    return Answer.bytes(TEXT, registry.scrape().getBytes(StandardCharsets.UTF_8));
  }

  /** Caches are opened at any time. */
  private void watch(String cache) {
    if (!watched.add(cache)) {
      return;
    }
    watch(cache, "near_hit", CacheStatistics::nearHits);
    watch(cache, "store_hit", CacheStatistics::storeHits);
    watch(cache, "miss", CacheStatistics::misses);
    counter("crmkit.cache.loads", cache, CacheStatistics::loads)
        .description("Runs of loaders")
        .register(registry);
    counter("crmkit.cache.store.failures", cache, CacheStatistics::storeFailures)
        .description("Calls to the second level that failed")
        .register(registry);
  }

  private void watch(String cache, String result, ToLongFunction<CacheStatistics> figure) {
    counter("crmkit.cache.gets", cache, figure)
        .description("Values asked for, by where they were found")
        .tag("result", result)
        .register(registry);
  }

  private FunctionCounter.Builder<Crm> counter(
      String name, String cache, ToLongFunction<CacheStatistics> figure) {
    return FunctionCounter.builder(
            name,
            crm,
            each ->
                each.caches().statistics().stream()
                    .filter(one -> one.cache().equals(cache))
                    .mapToLong(figure)
                    .sum())
        .tag("cache", cache);
  }

  /** What a proxy on this machine forwards is not the machine's own call. */
  private static boolean isLocal(HttpServletRequest request) {
    try {
      return FORWARDED.stream().allMatch(header -> request.getHeader(header) == null)
          && InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private boolean hasKey(Call call) {
    String given = call.header("Authorization");
    return key != null
        && given != null
        && given.startsWith(BEARER)
        && MessageDigest.isEqual(
            given.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8),
            key.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    collector.close();
    registry.close();
  }
}
