package io.crmkit.activity;

import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When an activity is to be done.
 *
 * @param dueAt by when
 * @param endsAt end of a meeting
 * @param remindAt when its owner is reminded
 * @param completedAt when it was done
 * @param location where
 */
public record ActivitySchedule(
    @Indexed @Nullable Instant dueAt,
    @Nullable Instant endsAt,
    @Indexed @Nullable Instant remindAt,
    @Managed @Nullable Instant completedAt,
    @Nullable @Size(max = 300) String location) {}
