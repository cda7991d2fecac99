package io.crmkit.error;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * Texts about failures for end users, in English and French: by code where a code has its own, else
 * by the kind of failure. Thread-safe.
 *
 * @since 0.1
 */
public final class UserMessages {
  private static final Map<String, Properties> TEXTS = Map.of("en", load("en"), "fr", load("fr"));

  private UserMessages() {}

  private static Properties load(String language) {
    String name = "user-messages_" + language + ".properties";
    try (InputStream stream =
            Objects.requireNonNull(UserMessages.class.getResourceAsStream(name), name);
        InputStreamReader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
      Properties texts = new Properties();
      texts.load(reader);
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the language of texts for what an {@code Accept-Language} header asks for. */
  public static Locale language(String acceptLanguage) {
    try {
      List<Locale.LanguageRange> wanted = Locale.LanguageRange.parse(acceptLanguage);
      Locale found = Locale.lookup(wanted, List.of(Locale.ENGLISH, Locale.FRENCH));
      return found == null ? Locale.ENGLISH : found;
    } catch (IllegalArgumentException e) {
      return Locale.ENGLISH;
    }
  }

  /** Returns the text about a failure. */
  public static String of(CrmException failure, Locale language) {
    return of(failure.code(), failure.getClass(), language);
  }

  /**
   * Returns the text for a code.
   *
   * @param kind the kind of failure, whose text is given where the code has none of its own
   */
  public static String of(String code, Class<? extends CrmException> kind, Locale language) {
    Properties texts =
        Objects.requireNonNull(TEXTS.get(language.getLanguage().equals("fr") ? "fr" : "en"));
    return texts.getProperty(code, texts.getProperty(kind.getSimpleName(), ""));
  }
}
