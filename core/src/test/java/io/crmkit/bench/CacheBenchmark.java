package io.crmkit.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.crmkit.Crm;
import io.crmkit.cache.Cache;
import io.crmkit.cache.CacheConfig;
import io.crmkit.cache.CacheGroup;
import io.crmkit.cache.CacheStore;
import io.crmkit.cache.Caches;
import io.crmkit.cache.redis.RedisCacheStore;
import io.crmkit.cache.redis.RedisProcess;
import io.crmkit.storage.memory.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/**
 * How long a cached read takes, one by one: found in process, and found in a Redis on this machine
 * while nothing is kept in process. Values of 500 bytes, 10,000 keys. Arguments: threads, reads of
 * each.
 */
final class CacheBenchmark {
  private static final int KEYS = 10_000;
  private static final int WARM_UP = 5;
  private static final String VALUE = "x".repeat(500);

  private final UUID organization = UUID.randomUUID();
  private final int threads;
  private final int reads;

  private CacheBenchmark(int threads, int reads) {
    this.threads = threads;
    this.reads = reads;
  }

  public static void main(String[] arguments) throws Exception {
    int threads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 4;
    int reads = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 50_000;
    try (RedisProcess redis = new RedisProcess();
        Crm crm = Crm.builder().storage(new MemoryStorage()).build();
        CacheStore store = RedisCacheStore.of(redis.config().build());
        Caches caches = Caches.builder(crm.engine().events()).store(store).build()) {
      System.out.println("| work | goal | p50 | p99 | p99.9 | reads a second |");
      System.out.println("| --- | --- | --- | --- | --- | --- |");
      CacheBenchmark benchmark = new CacheBenchmark(threads, reads);
      benchmark.inProcess(caches);
      benchmark.throughRedis(caches, store);
    }
  }

  private static Cache<String> open(Caches caches, String name, int entries) {
    return caches.open(
        CacheConfig.<String>builder(name)
            .life(Duration.ofHours(1))
            .maximumEntries(entries)
            .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
            .loader((organization, key) -> Optional.of(VALUE))
            .build());
  }

  private void inProcess(Caches caches) throws InterruptedException {
    Cache<String> cache = open(caches, "near", 2 * KEYS);
    run("cached read in process", "p99 < 100 µs", i -> cache.get(organization, "key" + i % KEYS));
  }

  /** Each key is asked once in a while only, so that the one entry in process is another's. */
  private void throughRedis(Caches caches, CacheStore store) throws InterruptedException {
    Cache<String> cache = open(caches, "far", 1);
    CacheGroup group = new CacheGroup("far", organization);
    await().ignoreExceptions().until(() -> store.get(group, "none").value() == null);
    for (int i = 0; i < 2 * KEYS; i++) {
      cache.get(
          organization, "key" + i % KEYS); // the first put opens the group, and may be refused
    }
    long loads = cache.statistics().loads();
    run(
        "cached read through Redis",
        "p99 < 2,000 µs",
        i -> cache.get(organization, "key" + i % KEYS));
    if (cache.statistics().loads() != loads) {
      throw new IllegalStateException("some reads were loads: " + cache.statistics());
    }
  }

  private void run(String work, String goal, IntFunction<Optional<String>> read)
      throws InterruptedException {
    long[] nanos = {};
    long began = 0;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (int round = 0; round <= WARM_UP; round++) {
        began = System.nanoTime();
        nanos = round(pool, read);
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      pool.shutdown();
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "| %s, %d threads | %s | %.2f µs | **%.2f µs** | %.2f µs | %,.0f |%n",
        work,
        threads,
        goal,
        part(nanos, 0.5),
        part(nanos, 0.99),
        part(nanos, 0.999),
        nanos.length / seconds);
  }

  private static double part(long[] sorted, double part) {
    return sorted[(int) (part * (sorted.length - 1))] / 1e3;
  }

  /** Lets all threads read at once, and returns how long each read took. */
  private long[] round(ExecutorService pool, IntFunction<Optional<String>> read)
      throws InterruptedException, ExecutionException {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<Future<long[]>> all = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      int from = t * KEYS / threads;
      all.add(
          pool.submit(
              () -> {
                long[] nanos = new long[reads];
                start.await();
                for (int i = 0; i < reads; i++) {
                  long before = System.nanoTime();
                  if (read.apply(from + i).isEmpty()) {
                    throw new IllegalStateException("a value is missing");
                  }
                  nanos[i] = System.nanoTime() - before;
                }
                return nanos;
              }));
    }
    long[] nanos = {};
    for (Future<long[]> each : all) {
      long[] its = each.get();
      nanos = Arrays.copyOf(nanos, nanos.length + its.length);
      System.arraycopy(its, 0, nanos, nanos.length - its.length, its.length);
    }
    return nanos;
  }
}
