package io.crmkit.engine;

import io.crmkit.error.CrmException;
import io.crmkit.record.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What became of one row of a batch: a record, nothing (deleted), or a failure.
 *
 * @param type name of the record type
 * @param op what was asked for
 * @param stored the record as it is now; null after a deletion or failure
 * @param isCreated whether the record was made
 * @param failure why the row was refused, or null
 */
public record BatchResult(
    String type,
    BatchRow.Op op,
    @Nullable Stored<?> stored,
    boolean isCreated,
    @Nullable CrmException failure) {}
