/**
 * Records as files: CSV and JSON Lines in and out. Start at {@link
 * io.crmkit.engine.transfer.Importer} and {@link io.crmkit.engine.transfer.Exporter}.
 */
@NullMarked
package io.crmkit.engine.transfer;

import org.jspecify.annotations.NullMarked;
