package io.crmkit.file;

import java.time.Instant;

/**
 * What a store tells of a file that it holds.
 *
 * @param key where it is
 * @param size number of bytes
 * @param changedAt when it was written, by the clock of the store, which may round to seconds
 */
public record StoredFile(FileKey key, long size, Instant changedAt) {}
