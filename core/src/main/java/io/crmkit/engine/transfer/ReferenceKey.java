package io.crmkit.engine.transfer;

import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import org.jspecify.annotations.Nullable;

/**
 * How cells name the records that they refer to.
 *
 * @param type of the records, or null if the cells must name it
 * @param by field that the cells spell, or null for the id alone
 * @param scope field of the records within whose value names are told apart, or null
 * @param scopePath field of the importing row that has this value, or null
 */
record ReferenceKey(
    @Nullable Declaration<?> type,
    @Nullable Field by,
    @Nullable Field scope,
    @Nullable String scopePath) {}
