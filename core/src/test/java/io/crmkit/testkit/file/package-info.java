/**
 * What an implementer of a file store or a virus scanner proves the work with. Start at {@link
 * io.crmkit.testkit.file.FileStoreContract}.
 */
@NullMarked
package io.crmkit.testkit.file;

import org.jspecify.annotations.NullMarked;
