package io.crmkit.job;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import io.crmkit.error.InvalidValueException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Pattern;

/** A schedule of five fields, and when it comes. Immutable. */
final class Cron {
  private static final Pattern HOURLY = Pattern.compile("\\S+ \\*.*");

  private final ExecutionTime times;
  private final boolean isHourly;

  private Cron(ExecutionTime times, boolean isHourly) {
    this.times = times;
    this.isHourly = isHourly;
  }

  /**
   * Reads a schedule.
   *
   * @throws InvalidValueException naming {@code cron} if it means no time
   */
  static Cron of(String text) {
    try {
      var cron =
          new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(text);
      return new Cron(ExecutionTime.forCron(cron), HOURLY.matcher(text).matches());
    } catch (IllegalArgumentException e) {
      throw InvalidValueException.of("cron", "INVALID_CRON", "is no schedule: " + text);
    }
  }

  /**
   * Returns the first time behind {@code after}.
   *
   * @throws InvalidValueException naming {@code cron} if there is none, such as 30 February
   */
  Instant next(Instant after, ZoneId zone) {
    if (isHourly) {
      return next(after.atZone(zone)).toInstant();
    }
    ZonedDateTime at = after.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
    Instant next;
    do {
      at = next(at);
      next = instant(at.toLocalDateTime(), zone);
    } while (!next.isAfter(after));
    return next;
  }

  private ZonedDateTime next(ZonedDateTime after) {
    return times
        .nextExecution(after)
        .orElseThrow(
            () -> InvalidValueException.of("cron", "INVALID_CRON", "is a schedule of no time"));
  }

  /** Returns the end of the gap for a time that clocks leave out, the first of two that repeat. */
  private static Instant instant(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap()
        ? change.getInstant()
        : local.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
  }
}
