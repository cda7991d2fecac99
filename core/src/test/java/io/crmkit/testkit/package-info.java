/**
 * What an implementer of a storage or a provider proves the work with. Start at {@link
 * io.crmkit.testkit.StorageContract}.
 */
@NullMarked
package io.crmkit.testkit;

import org.jspecify.annotations.NullMarked;
