package io.crmkit.engine;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days that have a name relative to today: {@code today}, {@code last-month}, {@code next-30-days}.
 * A week begins on Monday. {@code last-N-days} ends with today, {@code next-N-days} begins with it.
 *
 * @param first the first day
 * @param last the last day, which belongs to it
 */
record DateSpan(LocalDate first, LocalDate last) {
  private static final Pattern NAMED =
      Pattern.compile("(this|last|next)-(week|month|quarter|year)");
  private static final Pattern COUNTED = Pattern.compile("(last|next)-([1-9][0-9]{0,3})-days");

  /** Returns the days of this name, or null if it is none. */
  static @Nullable DateSpan of(String name, LocalDate today) {
    return switch (name) {
      case "today" -> new DateSpan(today, today);
      case "yesterday" -> new DateSpan(today.minusDays(1), today.minusDays(1));
      case "tomorrow" -> new DateSpan(today.plusDays(1), today.plusDays(1));
      default -> composed(name, today);
    };
  }

  private static @Nullable DateSpan composed(String name, LocalDate today) {
    Matcher named = NAMED.matcher(name);
    if (named.matches()) {
      int steps = named.group(1).equals("this") ? 0 : named.group(1).equals("last") ? -1 : 1;
      return period(named.group(2), steps, today);
    }
    Matcher counted = COUNTED.matcher(name);
    if (counted.matches()) {
      int days = Integer.parseInt(counted.group(2)) - 1;
      return counted.group(1).equals("last")
          ? new DateSpan(today.minusDays(days), today)
          : new DateSpan(today, today.plusDays(days));
    }
    return null;
  }

  private static DateSpan period(String name, int steps, LocalDate today) {
    return switch (name) {
      case "week" -> {
        LocalDate monday =
            today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(steps);
        yield new DateSpan(monday, monday.plusDays(6));
      }
      case "month" -> months(today.withDayOfMonth(1).plusMonths(steps), 1);
      case "quarter" -> {
        LocalDate quarter = today.with(today.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
        yield months(quarter.plusMonths(3L * steps), 3);
      }
      default -> months(today.withDayOfYear(1).plusYears(steps), 12);
    };
  }

  private static DateSpan months(LocalDate first, int count) {
    return new DateSpan(first, first.plusMonths(count).minusDays(1));
  }

  /** Returns the first day behind these. */
  LocalDate end() {
    return last.plusDays(1);
  }
}
