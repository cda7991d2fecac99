package io.crmkit.cache;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a cache does. Thread-safe. */
final class Counters {
  final LongAdder nearHits = new LongAdder();
  final LongAdder storeHits = new LongAdder();
  final LongAdder misses = new LongAdder();
  final LongAdder loads = new LongAdder();
  final LongAdder loadFailures = new LongAdder();
  final LongAdder evictions = new LongAdder();
  final LongAdder storeFailures = new LongAdder();

  CacheStatistics snapshot(String cache) {
    return new CacheStatistics(
        cache,
        nearHits.sum(),
        storeHits.sum(),
        misses.sum(),
        loads.sum(),
        loadFailures.sum(),
        evictions.sum(),
        storeFailures.sum());
  }
}
