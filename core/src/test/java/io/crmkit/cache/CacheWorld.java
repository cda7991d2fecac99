package io.crmkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.TestCrm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;

/** Caches of one name, in process or with a store behind, and a count of what was loaded. */
abstract class CacheWorld {
  static final UUID ORGANIZATION = new UUID(0x0190_0000_0000_7000L, 1);
  static final UUID OTHER = new UUID(0x0190_0000_0000_7000L, 2);

  final TestCrm crm = new TestCrm();
  final SettableClock clock = new SettableClock(TestCrm.START);
  final FlakyStore store = new FlakyStore(MemoryCacheStore.of(10_000_000, clock));
  final List<Caches> opened = new ArrayList<>();
  final AtomicInteger loads = new AtomicInteger();
  final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void close() {
    opened.forEach(Caches::close);
    threads.shutdownNow();
    crm.close();
  }

  Caches caches(CacheStore second) {
    Caches.Builder builder = Caches.builder(crm.engine().events()).clock(clock);
    if (second != null) {
      builder.store(second);
    }
    Caches made = builder.storePause(Duration.ofSeconds(5)).build();
    opened.add(made);
    return made;
  }

  Cache<String> cache(UnaryOperator<CacheConfig.Builder<String>> settings) {
    return cache(null, settings);
  }

  Cache<String> cache(CacheStore second, UnaryOperator<CacheConfig.Builder<String>> settings) {
    CacheConfig.Builder<String> builder =
        CacheConfig.<String>builder("names")
            .codec(text -> text.getBytes(UTF_8), bytes -> new String(bytes, UTF_8))
            .loader((organization, key) -> Optional.of(key + " " + loads.incrementAndGet()));
    return caches(second).open(settings.apply(builder).build());
  }

  Cache<String> cache() {
    return cache(UnaryOperator.identity());
  }

  Cache<String> cache(CacheStore second) {
    return cache(second, UnaryOperator.identity());
  }
}
