package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Money;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Verb;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A step of an opportunity from stage to stage.
 *
 * @param opportunityId the sale
 * @param fromStageId stage that it left; null when it was made
 * @param toStageId stage that it entered
 * @param at when
 * @param byUserId who; null for the system
 * @param timeInStage how long it was in the stage that it left
 * @param amount worth at that time
 * @param closeDate close date at that time
 */
@RecordType(value = "stage-change", verbs = Verb.READ)
@PartOf(Opportunity.class)
public record StageChange(
    @Indexed Id<Opportunity> opportunityId,
    @Nullable Id<Stage> fromStageId,
    @Indexed Id<Stage> toStageId,
    @Indexed Instant at,
    @Nullable @RefersTo("user") Id<?> byUserId,
    @Nullable Duration timeInStage,
    Money amount,
    @Nullable LocalDate closeDate) {}
