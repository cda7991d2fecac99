package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers, times, lists and formulas as people write them. */
final class CellsTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private static Numbers numbers(String locale) {
    return new Numbers(locale == null ? null : Locale.forLanguageTag(locale));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "      | 1250.5         | 1250.5",
        "      | -7             | -7",
        "      | 7-             | -7",
        "      | +7             | 7",
        "      | 1 250          | 1250",
        "      | 6,000,000      | 6000000",
        "      | 84,835.00      | 84835.00",
        "      | .5             | .5",
        "      | 1e3            | 1000",
        "      | 17850.0        | 17850.0",
        "      | −12            | -12",
        "en-US | 2,666          | 2666",
        "en-US | 2,666.25       | 2666.25",
        "fr    | 2,5            | 2.5",
        "fr    | 1 234 567,89   | 1234567.89",
        "de    | 1.234,5        | 1234.5",
        "de-CH | 1'234.5        | 1234.5"
      })
  void number_ofItsLocale_isRead(String locale, String cell, BigDecimal expected) {
    assertThat(numbers(locale).number(cell, false)).isEqualByComparingTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "   | 2,666",
        "   | 1,2,3",
        "   | abc",
        "   | 1.2.3",
        "en | 1,23",
        "en | 1.5,000",
        "de | 1.23",
        "fr | 1.5",
        "   | 12345678901234567890123456789012345678901"
      })
  void number_thatCanMeanTwoThingsOrNone_isRefused(String locale, String cell) {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> numbers(locale).number(cell, false))
        .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_NUMBER"));
  }

  @Test
  void number_percent_isAShareOrWhole() {
    assertThat(numbers(null).number("12.5 %", false)).isEqualByComparingTo("0.125");
    assertThat(numbers(null).number("60%", true)).isEqualByComparingTo("60");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "en-US | '$84,835.00 '  | 84835.00 | USD | true",
        "      | -$5.00         | -5.00    | USD | true",
        "      | ($5.00)        | -5.00    | USD | true",
        "fr    | 1 250,50 €     | 1250.50  | EUR | true",
        "      | 12 500 FCFA    | 12500    | XOF | true",
        "      | 12 500 F CFA   | 12500    | XOF | true",
        "      | GBP 3.5        | 3.5      | GBP | false",
        "      | 3.5 gbp        | 3.5      | GBP | false",
        "      | 42             | 42       |     | false"
      })
  void amount_withItsSign_isRead(
      String locale, String cell, BigDecimal number, String currency, boolean isSign) {
    Numbers.Amount amount = numbers(locale).amount(cell);

    assertThat(amount.number()).isEqualByComparingTo(number);
    assertThat(amount.currency() == null ? null : amount.currency().getCurrencyCode())
        .isEqualTo(currency);
    assertThat(amount.isSign()).isEqualTo(isSign);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-02-29           | 2024-02-29",
        "2024-02-29 08:30:00  | 2024-02-29",
        "2024-02-28T23:30:00Z | 2024-02-29",
        "29/2/2016 01:16      | 2016-02-29",
        "24 October 2011      | 2011-10-24"
      })
  void day_inAnyForm_isRead(String cell, LocalDate expected) {
    Times times = new Times(List.of("d/M/yyyy HH:mm", "d MMMM yyyy"), Locale.ENGLISH, PARIS);

    assertThat(times.day(cell)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-07-01           | 2024-06-30T22:00:00Z",
        "2024-07-01 08:30     | 2024-07-01T06:30:00Z",
        "2024-07-01T08:30:00Z | 2024-07-01T08:30:00Z",
        "2024-07-01 08:30:00+05:00 | 2024-07-01T03:30:00Z",
        "1/7/2024 08:30       | 2024-07-01T06:30:00Z",
        "1.7.2024             | 2024-06-30T22:00:00Z",
        "01.07.2024 08:30 +0300 | 2024-07-01T05:30:00Z"
      })
  void instant_withoutZone_isOfTheOrganization(String cell, Instant expected) {
    Times times =
        new Times(List.of("d/M/yyyy HH:mm", "d.M.yyyy", "dd.MM.yyyy HH:mm Z"), null, PARIS);

    assertThat(times.instant(cell)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"30/2/2016 01:16", "1456704000", "soon", "2024-13-01", "+12024-01-01"})
  void day_thatIsNone_isRefused(String cell) {
    Times times = new Times(List.of("d/M/yyyy HH:mm"), null, PARIS);

    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> times.day(cell));
    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> times.instant(cell));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Times(List.of("what?"), null, PARIS));
  }

  @ParameterizedTest
  @CsvSource({
    "Yes, true",
    "NO, false",
    "oui, true",
    "Non, false",
    "1, true",
    "0, false",
    "Vrai, true",
    "TRUE, true",
    "off, false"
  })
  void bool_inEnglishAndFrench_isRead(String cell, boolean expected) {
    CellReader reader = new CellReader(numbers(null), new Times(List.of(), null, PARIS));

    assertThat(reader.read(ValueType.of(Boolean.class), List.of(), cell)).isEqualTo(expected);
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> reader.read(ValueType.of(Boolean.class), List.of(), "maybe"));
  }

  @Test
  void option_ofACustomField_isFoldedToItsOwnSpelling() {
    CellReader reader = new CellReader(numbers(null), new Times(List.of(), null, PARIS));
    ValueType<Object> text = ValueType.ofText(100, io.crmkit.record.TextFormat.PLAIN);

    assertThat(reader.read(text, List.of("Déjà vu", "New"), "deja-vu")).isEqualTo("Déjà vu");
    assertThat(reader.read(text, List.of("New"), "Other")).isEqualTo("Other");
  }

  @Test
  void list_severalSigns_partIt() {
    assertThat(Lists.split("a, b;c")).containsExactly("a", "b", "c");
    assertThat(Lists.split("a, x ::: b; y")).containsExactly("a, x", "b; y");
    List<String> odd = List.of("a,b", "c;d", "e\\", "f ::: g", "'=h");
    assertThat(Lists.split(Lists.join(odd))).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@x", "\tx", "\rx", "'=x", "''=x", "'x", "x", "", "'"})
  void formula_escapedAndBack_isTheSame(String text) {
    String escaped = Formulas.escape(text);

    assertThat(Formulas.unescape(escaped)).isEqualTo(text);
    assertThat(escaped).doesNotStartWith("=").doesNotStartWith("+").doesNotStartWith("@");
  }
}
