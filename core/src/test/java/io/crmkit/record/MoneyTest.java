package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MoneyTest {
  private static final Currency XOF = Currency.getInstance("XOF");

  @ParameterizedTest
  @CsvSource({
    "1250, XOF, 1250, 1250 XOF",
    "12.5, eur, 1250, 12.50 EUR",
    "-0.01, EUR, -1, -0.01 EUR",
    "1.001, KWD, 1001, 1.001 KWD",
    "0.0001, CLF, 1, 0.0001 CLF",
    "100.00, FCFA, 100, 100 XOF"
  })
  void of_text_isExact(String amount, String currency, long minor, String shown) {
    Money money = Money.of(amount, currency);

    assertThat(money.minor()).isEqualTo(minor);
    assertThat(money).hasToString(shown);
    assertThat(Money.ofUnits(money.units(), money.currency())).isEqualTo(money);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, XOF, TOO_MANY_DECIMALS",
    "1.001, EUR, TOO_MANY_DECIMALS",
    "900000000000001, XOF, OUT_OF_RANGE",
    "-900000000000001, XOF, OUT_OF_RANGE",
    "900000000000000.01, EUR, OUT_OF_RANGE",
    "1e3, XOF, INVALID_AMOUNT",
    "+1, XOF, INVALID_AMOUNT",
    "١, XOF, INVALID_AMOUNT",
    "1, ABC, INVALID_CURRENCY",
    "1, XXX, INVALID_CURRENCY"
  })
  void of_malformed_isRefusedByCode(String amount, String currency, String code) {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Money.of(amount, currency))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  /** A huge exponent passed the check of size by overflow. */
  @Test
  void of_hugeExponent_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Money.of(new BigDecimal("1E2147483647"), XOF))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("OUT_OF_RANGE"));
  }

  @Test
  void new_currencyWithoutAmounts_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> new Money(1, Currency.getInstance("XAU")));
  }

  @Test
  void units_everyCurrency_areExactAtTheBound() {
    Stream<Currency> currencies =
        Currency.getAvailableCurrencies().stream().filter(c -> c.getDefaultFractionDigits() >= 0);

    assertThat(currencies)
        .allSatisfy(
            currency -> {
              Money most = Money.of(new BigDecimal("900000000000000"), currency);
              assertThat(most.units()).isEqualTo(9_000_000_000_000_000_000L);
              assertThat(most.negated().units()).isEqualTo(-9_000_000_000_000_000_000L);
            });
  }

  @Test
  void plus_sameCurrency_adds() {
    Money ten = Money.of("10", "EUR");

    assertThat(ten.plus(Money.of("0.01", "EUR"))).isEqualTo(Money.of("10.01", "EUR"));
    assertThat(ten.minus(Money.of("10.01", "EUR"))).isEqualTo(Money.of("-0.01", "EUR"));
    assertThat(ten.minus(ten)).isEqualTo(Money.zero(ten.currency()));
    assertThat(ten.minus(ten).isZero()).isTrue();
    assertThat(ten.isZero()).isFalse();
    assertThat(ten.negated().isNegative()).isTrue();
    assertThat(ten.isNegative()).isFalse();
  }

  @Test
  void plus_otherCurrency_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.of("1", "EUR").plus(Money.of("1", "XOF")))
        .withMessageContaining("convert");
  }

  @ParameterizedTest
  @CsvSource({"10, XOF, 0.25, 3", "-10, XOF, 0.25, -3", "0.05, EUR, 0.5, 0.03", "1, EUR, 3, 3.00"})
  void times_factor_roundsHalfUp(String amount, String currency, String factor, String product) {
    assertThat(Money.of(amount, currency).times(new BigDecimal(factor)))
        .isEqualTo(Money.of(product, currency));
  }

  @Test
  void compareTo_amountThenCode_orders() {
    assertThat(
            Stream.of(Money.of("2", "XOF"), Money.of("2", "EUR"), Money.of("1.9", "EUR")).sorted())
        .containsExactly(Money.of("1.9", "EUR"), Money.of("2", "EUR"), Money.of("2", "XOF"));
  }
}
