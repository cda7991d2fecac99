/**
 * What an implementer of a store for caches proves the work with. Start at {@link
 * io.crmkit.testkit.cache.CacheStoreContract}.
 */
@NullMarked
package io.crmkit.testkit.cache;

import org.jspecify.annotations.NullMarked;
