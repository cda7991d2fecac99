package io.crmkit.record;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The amount is kept in units that compare across currencies, the currency beside it. */
final class MoneyType extends ValueType<Money> {
  MoneyType() {
    super(Kind.MONEY, Money.class);
  }

  @Override
  public List<Form> forms() {
    return List.of(Form.INTEGER, Form.TEXT);
  }

  @Override
  public void encode(Money value, @Nullable Object[] parts, int at) {
    parts[at] = value.units();
    parts[at + 1] = value.currency().getCurrencyCode();
  }

  @Override
  public @Nullable Money decode(@Nullable Object[] parts, int at) {
    return parts[at] instanceof Long units && parts[at + 1] instanceof String code
        ? Money.ofUnits(units, Money.currency(code))
        : null;
  }

  @Override
  public Object toPlain(Money value) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("amount", value.amount().toPlainString());
    plain.put("currency", value.currency().getCurrencyCode());
    return plain;
  }

  @Override
  public Money fromPlain(Object plain) {
    if (plain instanceof Map<?, ?> map
        && map.size() == 2
        && map.get("amount") instanceof String amount
        && map.get("currency") instanceof String currency) {
      return Money.of(amount, currency);
    }
    throw new ValueFormatException(
        "INVALID_TYPE", "must be {\"amount\": \"1250\", \"currency\": \"XOF\"}");
  }

  @Override
  public Money parse(String text) {
    int blank = text.strip().lastIndexOf(' ');
    if (blank < 0) {
      throw new ValueFormatException("INVALID_AMOUNT", "is not an amount like 1250 XOF");
    }
    return Money.of(text.strip().substring(0, blank), text.strip().substring(blank + 1));
  }

  @Override
  public String print(Money value) {
    return value.toString();
  }

  @Override
  public int compare(Money a, Money b) {
    return Long.compare(a.units(), b.units());
  }

  @Override
  public Object parseOperand(String text) {
    return Money.amount(text.strip());
  }

  @Override
  public Object operandFromPlain(Object plain) {
    return plain instanceof String text
        ? parseOperand(text)
        : plain instanceof Map<?, ?> ? fromPlain(plain) : ValueTypes.number(plain);
  }

  @Override
  public Object comparable(Object operand) {
    if (operand instanceof Money money) {
      return money.units();
    }
    BigDecimal units = ((BigDecimal) operand).movePointRight(Money.UNIT_SCALE);
    if (units.stripTrailingZeros().scale() > 0 || units.abs().compareTo(ValueTypes.LONG_MAX) >= 0) {
      throw new ValueFormatException("INVALID_AMOUNT", "is finer or larger than any amount");
    }
    return units.longValueExact();
  }
}
