package io.crmkit.sales;

import io.crmkit.record.Default;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much a lead did, and what it scores.
 *
 * @param activityCount activities counted
 * @param openCount mails opened
 * @param lastActivityAt last activity
 * @param engagementScore 0 to 50
 * @param fitScore 0 to 50
 */
public record LeadEngagement(
    @Default("0") int activityCount,
    @Default("0") int openCount,
    @Nullable Instant lastActivityAt,
    @Default("0") int engagementScore,
    @Default("0") int fitScore) {}
