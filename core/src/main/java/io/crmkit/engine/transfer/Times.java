package io.crmkit.engine.transfer;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.ValueFormatException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads days and times by the patterns of a mapping, else as ISO 8601 writes them. */
final class Times {
  private final List<DateTimeFormatter> patterns = new ArrayList<>();
  private final ZoneId zone;

  /**
   * Reads times that name no zone as the organization's.
   *
   * @throws InvalidRequestException if a pattern is none
   */
  Times(List<String> dates, @Nullable Locale locale, ZoneId zone) {
    this.zone = zone;
    for (String pattern : dates) {
      try {
        patterns.add(
            new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern.replace('y', 'u'))
                .toFormatter(locale == null ? Locale.ENGLISH : locale)
                .withResolverStyle(ResolverStyle.STRICT));
      } catch (IllegalArgumentException e) {
        throw InvalidRequestException.parameter(
            "INVALID_MAPPING", "dates", "is not a pattern like d/M/yyyy HH:mm");
      }
    }
  }

  LocalDate day(String cell) {
    TemporalAccessor read = patterned(cell);
    LocalDate day = read == null ? null : read.query(TemporalQueries.localDate());
    if (day == null) {
      day = isoDay(cell);
    }
    if (day == null || day.getYear() < 1 || day.getYear() > 9999) {
      throw new ValueFormatException("INVALID_DATE", "is not a date" + expected("2026-01-31"));
    }
    return day;
  }

  private @Nullable LocalDate isoDay(String cell) {
    LocalDateTime local = local(cell);
    if (local != null) {
      return local.toLocalDate();
    }
    Instant instant = offset(cell);
    return instant == null ? null : LocalDate.ofInstant(instant, zone);
  }

  Instant instant(String cell) {
    TemporalAccessor read = patterned(cell);
    Instant instant = read == null ? offset(cell) : instant(read);
    if (instant == null) {
      LocalDateTime local = local(cell);
      instant = local == null ? null : local.atZone(zone).toInstant();
    }
    if (instant == null) {
      throw new ValueFormatException(
          "INVALID_TIME", "is not a time" + expected("2026-01-31T08:30:00Z"));
    }
    return instant;
  }

  private @Nullable Instant instant(TemporalAccessor read) {
    if (read.isSupported(ChronoField.INSTANT_SECONDS)) {
      return Instant.from(read);
    }
    LocalDate day = read.query(TemporalQueries.localDate());
    LocalTime time = read.query(TemporalQueries.localTime());
    return day == null
        ? null
        : day.atTime(time == null ? LocalTime.MIDNIGHT : time).atZone(zone).toInstant();
  }

  private String expected(String iso) {
    return patterns.isEmpty() ? " like " + iso : " of the form that the mapping names";
  }

  private @Nullable TemporalAccessor patterned(String cell) {
    for (DateTimeFormatter pattern : patterns) {
      try {
        return pattern.parse(cell.strip());
      } catch (DateTimeException e) {
        // the next pattern, or ISO, may fit
      }
    }
    return null;
  }

  private static @Nullable Instant offset(String cell) {
    try {
      return OffsetDateTime.parse(cell.strip().replace(' ', 'T')).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDateTime local(String cell) {
    String text = cell.strip();
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay()
          : LocalDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
