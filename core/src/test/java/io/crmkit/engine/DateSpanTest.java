package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DateSpanTest {
  /** A Thursday. */
  private static final LocalDate TODAY = LocalDate.of(2024, 2, 29);

  @ParameterizedTest
  @CsvSource({
    "today, 2024-02-29, 2024-02-29",
    "yesterday, 2024-02-28, 2024-02-28",
    "tomorrow, 2024-03-01, 2024-03-01",
    "this-week, 2024-02-26, 2024-03-03",
    "last-week, 2024-02-19, 2024-02-25",
    "next-week, 2024-03-04, 2024-03-10",
    "this-month, 2024-02-01, 2024-02-29",
    "last-month, 2024-01-01, 2024-01-31",
    "next-month, 2024-03-01, 2024-03-31",
    "this-quarter, 2024-01-01, 2024-03-31",
    "last-quarter, 2023-10-01, 2023-12-31",
    "next-quarter, 2024-04-01, 2024-06-30",
    "this-year, 2024-01-01, 2024-12-31",
    "last-year, 2023-01-01, 2023-12-31",
    "next-year, 2025-01-01, 2025-12-31",
    "last-1-days, 2024-02-29, 2024-02-29",
    "last-30-days, 2024-01-31, 2024-02-29",
    "next-7-days, 2024-02-29, 2024-03-06"
  })
  void of_name_isTheDaysOfThatName(String name, LocalDate first, LocalDate last) {
    DateSpan span = DateSpan.of(name, TODAY);

    assertThat(span).isEqualTo(new DateSpan(first, last));
    assertThat(span.end()).isEqualTo(last.plusDays(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Today", "this-day", "last-0-days", "last-99999-days", "next-x-days", "week"})
  void of_otherText_isNone(String text) {
    assertThat(DateSpan.of(text, TODAY)).isNull();
  }

  @Test
  void of_firstDayOfMarch_isTheNextMonth() {
    assertThat(DateSpan.of("last-month", LocalDate.of(2023, 3, 31)))
        .isEqualTo(new DateSpan(LocalDate.of(2023, 2, 1), LocalDate.of(2023, 2, 28)));
  }
}
