/**
 * A second level for caches on Redis 6 or newer. Start at {@link
 * io.crmkit.cache.redis.RedisCacheStore}. It needs the dependency {@code io.lettuce:lettuce-core},
 * and is the only package that does.
 */
@NullMarked
package io.crmkit.cache.redis;

import org.jspecify.annotations.NullMarked;
