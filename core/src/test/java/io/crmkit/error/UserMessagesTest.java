package io.crmkit.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class UserMessagesTest {

  @Test
  @SuppressWarnings("unchecked")
  void of_everyKindOfFailure_isTranslated() {
    for (Class<?> kind : CrmException.class.getPermittedSubclasses()) {
      Class<? extends CrmException> failure = (Class<? extends CrmException>) kind;
      String english = UserMessages.of("NO_SUCH_CODE", failure, Locale.ENGLISH);
      String french = UserMessages.of("NO_SUCH_CODE", failure, Locale.FRENCH);

      assertThat(english).as(kind.getName()).isNotBlank();
      assertThat(french).as(kind.getName()).isNotBlank().isNotEqualTo(english);
    }
  }

  @Test
  void of_codeWithItsOwnText_tellsThat() {
    ConflictException taken = new ConflictException("UNIQUE_VALUE", "x");

    assertThat(UserMessages.of(taken, Locale.ENGLISH)).isEqualTo("This value is already taken.");
    assertThat(UserMessages.of(taken, Locale.CANADA_FRENCH)).contains("déjà prise");
  }

  @Test
  void texts_bothLanguages_haveTheSameKeys() throws Exception {
    assertThat(keys("fr")).isEqualTo(keys("en"));
  }

  private static Object keys(String language) throws Exception {
    Properties texts = new Properties();
    try (var stream =
        UserMessages.class.getResourceAsStream("user-messages_" + language + ".properties")) {
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
    }
    return texts.keySet();
  }

  @Test
  void language_isEnglishUnlessFrenchIsWanted() {
    assertThat(UserMessages.language("fr-SN,en;q=0.5")).isEqualTo(Locale.FRENCH);
    assertThat(UserMessages.language("de,fr;q=0.3")).isEqualTo(Locale.FRENCH);
    assertThat(UserMessages.language("de")).isEqualTo(Locale.ENGLISH);
    assertThat(UserMessages.language("!")).isEqualTo(Locale.ENGLISH);
  }
}
