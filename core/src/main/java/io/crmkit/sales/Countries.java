package io.crmkit.sales;

import io.crmkit.record.SearchText;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Knows countries by their codes and by their names in English and French. */
final class Countries {
  private static final Map<String, String> CODES = codes();

  private Countries() {}

  private static Map<String, String> codes() {
    Map<String, String> codes = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = new Locale.Builder().setRegion(code).build();
      for (Locale language : new Locale[] {Locale.ENGLISH, Locale.FRENCH}) {
        codes.put(key(country.getDisplayCountry(language)), code);
      }
    }
    for (String code : Locale.getISOCountries()) {
      codes.put(key(new Locale.Builder().setRegion(code).build().getISO3Country()), code);
    }
    for (String code : Locale.getISOCountries()) {
      codes.put(key(code), code);
    }
    return Map.copyOf(codes);
  }

  /** Returns the ISO 3166-1 alpha-2 code of a country that is known, else the text as it is. */
  static @Nullable String code(@Nullable String country) {
    return country == null ? null : CODES.getOrDefault(key(country), country);
  }

  /**
   * Returns the letters, folded, so that accents, hyphens and apostrophes do not matter; and
   * digits, since what has one is no name of a country.
   */
  private static String key(String name) {
    StringBuilder letters = new StringBuilder();
    SearchText.fold(name)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(letters::appendCodePoint);
    return letters.toString();
  }
}
