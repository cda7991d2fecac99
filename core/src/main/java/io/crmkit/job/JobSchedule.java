package io.crmkit.job;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A job that comes again and again. What was missed while no node ran is made up for by one run; a
 * run does not begin while the one before it has not ended.
 *
 * @param kind what runs it, see {@link JobKind}
 * @param organization for whom; null for the whole store
 * @param cron minute, hour, day of the month, month, day of the week
 * @param zone in whose days and hours. A time that a change of clocks leaves out counts at the
 *     change; one that it repeats counts the first time. Schedules of every hour follow the real
 *     hours instead
 * @param isEnabled whether it comes; false pauses it
 * @param nextRunAt when it comes next; null while it is paused
 * @param lastRunAt when it came last
 */
@RecordType(
    value = "job-schedule",
    platform = true,
    verbs = {Verb.READ, Verb.UPDATE},
    actions = "run",
    unique = "organization,kind",
    indexes = "isEnabled,nextRunAt")
public record JobSchedule(
    @NotBlank @Size(max = 80) String kind,
    @Nullable @Indexed @RefersTo("organization") Id<?> organization,
    @Size(max = 60) @Text(TextFormat.CRON) String cron,
    ZoneId zone,
    @Default("true") boolean isEnabled,
    @Managed @Nullable Instant nextRunAt,
    @Managed @Nullable Instant lastRunAt) {

  /** Makes a schedule that begins now. */
  static JobSchedule of(
      String kind, @Nullable Id<?> organization, String cron, ZoneId zone, Instant now) {
    Instant next = Cron.of(cron).next(now, zone);
    return new JobSchedule(kind, organization, cron, zone, true, next, null);
  }

  /** Returns this schedule after a run. */
  JobSchedule ran(Instant now) {
    Instant next = isEnabled ? Cron.of(cron).next(now, zone) : null;
    return new JobSchedule(kind, organization, cron, zone, isEnabled, next, now);
  }

  /** Returns this schedule with other times. */
  JobSchedule at(String newCron, ZoneId newZone, boolean enabled, Instant now) {
    Instant due = Cron.of(newCron).next(now, newZone); // refuses what is wrong, paused or not
    Instant next = enabled ? due : null;
    return new JobSchedule(kind, organization, newCron, newZone, enabled, next, lastRunAt);
  }
}
