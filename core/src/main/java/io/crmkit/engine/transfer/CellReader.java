package io.crmkit.engine.transfer;

import io.crmkit.record.Json;
import io.crmkit.record.SearchText;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Turns cells into the plain form of values. Amounts and references have readers of their own. */
final class CellReader {
  private static final Set<String> YES =
      Set.of("true", "yes", "y", "1", "oui", "o", "vrai", "on", "x", "t");
  private static final Set<String> NO = Set.of("false", "no", "n", "0", "non", "faux", "off", "f");

  private final Numbers numbers;
  private final Times times;

  CellReader(Numbers numbers, Times times) {
    this.numbers = numbers;
    this.times = times;
  }

  Numbers numbers() {
    return numbers;
  }

  Times times() {
    return times;
  }

  /**
   * Reads a cell that holds something.
   *
   * @throws ValueFormatException if it spells no value of the type
   */
  Object read(ValueType<Object> type, List<String> options, String cell) {
    return switch (type.kind()) {
      case TEXT -> text(type, options, cell);
      case BOOLEAN -> bool(cell);
      case INTEGER -> numbers.number(cell, true);
      case DECIMAL -> numbers.number(cell, false);
      case DATE -> times.day(cell).toString();
      case INSTANT -> times.instant(cell).toString();
      case CHOICE -> choice(type, cell);
      case LOCALE -> type.toPlain(type.parse(cell.replace('_', '-')));
      case LIST -> list(type, options, cell);
      case CURRENCY, DURATION, ZONE, MONEY, ID, REF -> type.toPlain(type.parse(cell));
    };
  }

  private static Object text(ValueType<Object> type, List<String> options, String cell) {
    if (type.format() == TextFormat.JSON) {
      Object plain = Json.read(cell);
      return plain == null ? "" : plain;
    }
    if (!options.isEmpty() && !options.contains(cell)) {
      String folded = Headings.fold(cell);
      for (String option : options) {
        if (Headings.fold(option).equals(folded)) {
          return option;
        }
      }
    }
    return cell;
  }

  private static Object bool(String cell) {
    String folded = SearchText.fold(cell.strip());
    if (YES.contains(folded)) {
      return true;
    }
    if (NO.contains(folded)) {
      return false;
    }
    throw new ValueFormatException("INVALID_BOOLEAN", "is neither yes nor no");
  }

  private static Object choice(ValueType<Object> type, String cell) {
    String folded = Headings.fold(cell).replace(' ', '_').toUpperCase(Locale.ROOT);
    for (String choice : type.choices()) {
      if (choice.equals(folded)) {
        return choice;
      }
    }
    return type.toPlain(type.parse(cell));
  }

  private Object list(ValueType<Object> type, List<String> options, String cell) {
    ValueType<Object> element = Objects.requireNonNull(type.element());
    List<Object> values = new ArrayList<>();
    for (String part : Lists.split(cell)) {
      values.add(
          element.kind() == ValueType.Kind.MONEY ? money(part) : read(element, options, part));
    }
    return values;
  }

  private Object money(String part) {
    Numbers.Amount amount = numbers.amount(part);
    if (amount.currency() == null) {
      throw new ValueFormatException("INVALID_AMOUNT", "names no currency");
    }
    return Map.of(
        "amount", amount.number().toPlainString(), "currency", amount.currency().getCurrencyCode());
  }
}
