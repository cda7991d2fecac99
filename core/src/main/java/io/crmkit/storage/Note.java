package io.crmkit.storage;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A small fact of the kernel that is no record: the answer to an idempotent call, the position of a
 * subscriber.
 *
 * @param kind what it is for
 * @param key what it is about; unique within the kind
 * @param value the fact
 * @param expiresAt when it counts as gone, or null for never
 */
public record Note(String kind, String key, String value, @Nullable Instant expiresAt) {}
