package io.crmkit.activity;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;

/** Lets the linked record know of the activity. */
final class ActivityLinkRules implements RecordRules<ActivityLink> {
  @Override
  public ActivityLink beforeWrite(Change<ActivityLink> change, RuleContext context) {
    ActivityLink value = change.value();
    if (change.kind() == Kind.CREATE) {
      context
          .find(Activity.class, value.activityId())
          .ifPresent(activity -> Touch.record(value.record(), activity.value(), context));
    }
    return value;
  }
}
