package io.crmkit.engine.transfer;

import io.crmkit.record.Money;
import io.crmkit.record.ValueFormatException;
import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads numbers and amounts as people write them. Without a locale only what can mean one thing is
 * read: {@code 1250.5}, {@code 1 250}, {@code 6,000,000}, {@code 84,835.00}, but not {@code 2,666}.
 */
final class Numbers {
  private static final Pattern PLAIN = Pattern.compile("[0-9]*\\.?[0-9]+([eE][+-]?[0-9]{1,3})?");
  private static final Pattern GROUPED =
      Pattern.compile("[0-9]{1,3}(,[0-9]{3}){2,}|[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+");

  /** Signs that mean one currency unless a mapping says otherwise; the longer ones first. */
  private static final List<Map.Entry<String, String>> SIGNS =
      List.of(
          Map.entry("F CFA", "XOF"),
          Map.entry("FCFA", "XOF"),
          Map.entry("CFA", "XOF"),
          Map.entry("US$", "USD"),
          Map.entry("$", "USD"),
          Map.entry("€", "EUR"),
          Map.entry("£", "GBP"),
          Map.entry("¥", "JPY"),
          Map.entry("₦", "NGN"),
          Map.entry("₵", "GHS"),
          Map.entry("₹", "INR"));

  private final char decimal;
  private final char grouping;
  private final boolean isPlain;

  Numbers(@Nullable Locale locale) {
    isPlain = locale == null;
    DecimalFormatSymbols symbols =
        DecimalFormatSymbols.getInstance(locale == null ? Locale.ROOT : locale);
    decimal = symbols.getDecimalSeparator();
    grouping = symbols.getGroupingSeparator();
  }

  /** An amount and the currency that stands beside it, if any. */
  record Amount(BigDecimal number, @Nullable Currency currency, boolean isSign) {}

  /** Reads a number; {@code 12 %} is 0.12, or 12 where whole numbers are asked for. */
  BigDecimal number(String cell, boolean isWhole) {
    String text = cell.strip();
    if (text.endsWith("%")) {
      BigDecimal percent = bare(text.substring(0, text.length() - 1).strip());
      return isWhole ? percent : percent.movePointLeft(2);
    }
    return bare(text);
  }

  /** Reads an amount with a sign or code before or behind it. */
  Amount amount(String cell) {
    String text = cell.strip();
    boolean isNegative = text.startsWith("(") && text.endsWith(")");
    if (isNegative) {
      text = text.substring(1, text.length() - 1).strip();
    } else if (text.startsWith("-") && text.length() > 1 && !Character.isDigit(text.charAt(1))) {
      isNegative = true; // -$5.00
      text = text.substring(1).strip();
    }
    Currency currency = null;
    boolean isSign = false;
    for (Map.Entry<String, String> sign : SIGNS) {
      String without = without(text, sign.getKey());
      if (without != null) {
        currency = Currency.getInstance(sign.getValue());
        isSign = true;
        text = without;
        break;
      }
    }
    if (currency == null) {
      String code = code(text);
      if (code != null) {
        currency = Money.currency(code);
        text = text.replace(code, "").strip();
      }
    }
    BigDecimal number = bare(text);
    return new Amount(isNegative ? number.negate() : number, currency, isSign);
  }

  private static @Nullable String without(String text, String sign) {
    if (text.regionMatches(true, 0, sign, 0, sign.length())) {
      return text.substring(sign.length()).strip();
    }
    int start = text.length() - sign.length();
    return start > 0 && text.regionMatches(true, start, sign, 0, sign.length())
        ? text.substring(0, start).strip()
        : null;
  }

  private static @Nullable String code(String text) {
    int length = text.length();
    if (length < 4) {
      return null;
    }
    String front = text.substring(0, 3);
    String back = text.substring(length - 3);
    return isCode(front) ? front : isCode(back) ? back : null;
  }

  private static boolean isCode(String text) {
    return text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  }

  private BigDecimal bare(String cell) {
    StringBuilder kept = new StringBuilder(cell.length());
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      boolean isBlank = c == ' ' || c == '\u00a0' || c == '\u202f' || c == '\u2009' || c == '\'';
      if (!isBlank) {
        kept.append(c == '\u2212' ? '-' : c);
      }
    }
    String text = kept.toString();
    boolean isNegative = text.startsWith("-") || text.endsWith("-");
    if (isNegative) {
      text = text.startsWith("-") ? text.substring(1) : text.substring(0, text.length() - 1);
    } else if (text.startsWith("+")) {
      text = text.substring(1);
    }
    String plain = isPlain ? plain(text) : localized(text);
    if (plain.length() > 40 || !PLAIN.matcher(plain).matches()) {
      throw new ValueFormatException("INVALID_NUMBER", "is not a number");
    }
    BigDecimal number = new BigDecimal(plain);
    return isNegative ? number.negate() : number;
  }

  private static String plain(String text) {
    if (GROUPED.matcher(text).matches()) {
      return text.replace(",", "");
    }
    if (text.indexOf(',') >= 0) {
      throw new ValueFormatException(
          "INVALID_NUMBER", "can mean two numbers: the mapping must name a locale");
    }
    return text;
  }

  /** Drops grouping signs where they part three digits; a blank may stand for any of them. */
  private String localized(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    int fraction = text.indexOf(decimal);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == grouping && grouping != decimal) {
        boolean isBeforeFraction = fraction < 0 || i < fraction;
        boolean isOfThree = i > 0 && i + 3 < text.length() + 0 && isDigits(text, i + 1);
        if (!isBeforeFraction || !isOfThree) {
          throw new ValueFormatException("INVALID_NUMBER", "is not a number of this locale");
        }
      } else {
        plain.append(c == decimal ? '.' : c == '.' && decimal != '.' ? '?' : c);
      }
    }
    return plain.toString();
  }

  private static boolean isDigits(String text, int from) {
    return text.chars().skip(from).limit(3).filter(Character::isDigit).count() == 3
        && (from + 3 >= text.length() || !Character.isDigit(text.charAt(from + 3)));
  }
}
