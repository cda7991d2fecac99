/**
 * Persistent jobs: recurring and one-off, run once across a cluster. Start at {@link
 * io.crmkit.job.JobRequest} and {@link io.crmkit.job.JobKind}.
 */
@NullMarked
package io.crmkit.job;

import org.jspecify.annotations.NullMarked;
