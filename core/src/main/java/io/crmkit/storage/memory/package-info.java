/**
 * Storage in the memory of this process: the executable specification that the other storages are
 * held to. Start at {@link io.crmkit.storage.memory.MemoryStorage}.
 */
@NullMarked
package io.crmkit.storage.memory;

import org.jspecify.annotations.NullMarked;
