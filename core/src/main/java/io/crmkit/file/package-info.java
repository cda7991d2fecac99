/**
 * Files and documents: uploads, what may be kept, where the bytes are, looking for viruses. Start
 * at {@link io.crmkit.file.FileConfig} and {@link io.crmkit.file.FileService}.
 */
@NullMarked
package io.crmkit.file;

import org.jspecify.annotations.NullMarked;
