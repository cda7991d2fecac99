/**
 * Where records are kept. Start at {@link io.crmkit.storage.Storage}; an implementation proves
 * itself with the conformance kit {@code io.crmkit.testkit.StorageContract}.
 */
@NullMarked
package io.crmkit.storage;

import org.jspecify.annotations.NullMarked;
