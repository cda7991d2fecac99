package io.crmkit.activity;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;

/**
 * Another record that an activity shows on.
 *
 * @param activityId the activity
 * @param record the record
 * @param role what it is there
 */
@RecordType(value = "activity-link", unique = "activityId,record")
@PartOf(Activity.class)
public record ActivityLink(
    @Indexed Id<Activity> activityId,
    @Indexed Ref record,
    @Default("RELATED") ParticipantRole role) {}
