package io.crmkit.engine;

import io.crmkit.record.Stored;

/**
 * What became of an upsert.
 *
 * @param <T> the record type
 * @param stored the record as it is now
 * @param isCreated whether it was made; else it was there, and changed unless it was equal
 */
public record Upserted<T>(Stored<T> stored, boolean isCreated) {}
