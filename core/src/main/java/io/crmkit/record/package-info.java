/**
 * Declaring record types, and the values they are made of. Start at {@link
 * io.crmkit.record.RecordType}.
 */
@NullMarked
package io.crmkit.record;

import org.jspecify.annotations.NullMarked;
