/**
 * Keeps what is read often and changes seldom, in process and, if the host wants, in a store that
 * all nodes share. Start at {@link io.crmkit.cache.Caches}.
 */
@NullMarked
package io.crmkit.cache;

import org.jspecify.annotations.NullMarked;
