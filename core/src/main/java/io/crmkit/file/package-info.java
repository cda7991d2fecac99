/**
 * Files: where their bytes are kept, what may be kept, and looking for viruses. Start at {@link
 * io.crmkit.file.FileStore} and {@link io.crmkit.file.FilePolicy}.
 */
@NullMarked
package io.crmkit.file;

import org.jspecify.annotations.NullMarked;
