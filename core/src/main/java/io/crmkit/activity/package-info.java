/**
 * What was done: calls, mails, meetings, notes and tasks, and one timeline of everything about a
 * record. Start at {@link io.crmkit.activity.ActivityService}.
 */
@NullMarked
package io.crmkit.activity;

import org.jspecify.annotations.NullMarked;
