/**
 * The kernel: sessions, the pipeline that every call takes, the event log. Start at {@link
 * io.crmkit.engine.RecordSession}.
 */
@NullMarked
package io.crmkit.engine;

import org.jspecify.annotations.NullMarked;
