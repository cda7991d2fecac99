package io.crmkit.cache;

/**
 * What one cache of this process has done since it was opened. The numbers are read one after the
 * other, so that calls under way may be in some of them only.
 *
 * @param cache name of the cache
 * @param nearHits calls answered by the first level, in process
 * @param storeHits calls answered by the second level
 * @param misses calls that found nothing in either, those that waited for another's load included
 * @param loads runs of a loader, failed ones included
 * @param loadFailures runs of a loader that failed
 * @param evictions entries that fell out of the first level for want of room
 * @param storeFailures calls to the second level that failed, and values of it that were unreadable
 * @since 0.1
 */
public record CacheStatistics(
    String cache,
    long nearHits,
    long storeHits,
    long misses,
    long loads,
    long loadFailures,
    long evictions,
    long storeFailures) {}
