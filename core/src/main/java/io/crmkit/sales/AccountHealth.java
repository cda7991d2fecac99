package io.crmkit.sales;

import io.crmkit.record.Default;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How well things go with a company; evaluated daily.
 *
 * @param status overall
 * @param score 0 to 100
 * @param lastActivityAt last time anything was done
 * @param activityCount30 activities of the last 30 days
 * @param isLowEngagement whether too little is done
 * @param renewalRisk whether the next renewal is in doubt
 */
public record AccountHealth(
    @Default("HEALTHY") HealthStatus status,
    @Default("100") int score,
    @Nullable Instant lastActivityAt,
    @Default("0") int activityCount30,
    @Default("false") boolean isLowEngagement,
    @Default("false") boolean renewalRisk) {}
