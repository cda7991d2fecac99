package io.crmkit.cache;

import java.util.UUID;

/**
 * All that one cache holds for one organization.
 *
 * @param cache name of the cache, as {@link CacheConfig} allows it
 * @param organization the tenant
 */
public record CacheGroup(String cache, UUID organization) {}
