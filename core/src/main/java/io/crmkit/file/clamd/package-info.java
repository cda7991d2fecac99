/**
 * Looking for viruses with the daemon of ClamAV. Start at {@link
 * io.crmkit.file.clamd.ClamdScanner}.
 */
@NullMarked
package io.crmkit.file.clamd;

import org.jspecify.annotations.NullMarked;
