package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SearchTextTest {

  @ParameterizedTest
  @CsvSource({
    "Sorano, sorano",
    "THÉÂTRE, theatre",
    "e\u0301, e",
    "Straße, strasse",
    "STRAẞE, strasse",
    "Æther, aether",
    "Cœur, coeur",
    "Ørsted, orsted",
    "Łódź, lodz",
    "Đorđe, dorde",
    "İstanbul, istanbul",
    "ışık, isik",
    "ΣΊΣΥΦΟΣ, σισυφοσ",
    "Σίσυφος, σισυφοσ",
    "ﬁn, fin",
    "Ｗｉｄｅ, wide",
    "²³, 23",
    "한국, 한국",
    "北京, 北京",
    "\uD835\uDD04, a"
  })
  void fold_caseAccentAndForm_areLeftOut(String text, String folded) {
    assertThat(SearchText.fold(text)).isEqualTo(folded);
  }

  @Test
  void fold_folded_changesNothingMore() {
    List<String> changed = new ArrayList<>();
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (Character.isDefined(c) && Character.getType(c) != Character.SURROGATE) {
        String folded = SearchText.fold("x" + Character.toString(c));

        if (!SearchText.fold(folded).equals(folded)) {
          changed.add("U+%X".formatted(c));
        }
      }
    }

    assertThat(changed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Théâtre Daniel-Sorano | daniel sorano theatre",
        "awa.diop+x@ex.org     | awa diop ex org x",
        "北京 Théâtre           | theatre 京 北",
        "カナ한국                | カ ナ 국 한",
        "\uD840\uDC00a          | a \uD840\uDC00",
        "!? — …                | ''",
        "a a A                 | a",
        "Room 12b              | 12b room"
      })
  void words_text_isSplitAtWhatIsNoLetter(String text, String words) {
    assertThat(String.join(" ", SearchText.words(text))).isEqualTo(words);
  }

  @Test
  void words_tooLong_areCutBetweenCodePoints() {
    assertThat(SearchText.words("x".repeat(100))).containsExactly("x".repeat(60));
    String gothic = "\uD800\uDF30"; // a letter outside of the first plane that folding keeps
    assertThat(SearchText.words("x" + gothic.repeat(50))).containsExactly("x" + gothic.repeat(29));
  }

  @Test
  void addWords_verySoMany_stopsAtTheBound() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      text.append(i).append(' ');
    }
    SortedSet<String> words = new TreeSet<>();

    SearchText.addWords(text.toString(), words);

    assertThat(words).hasSize(2_000).contains("1999").doesNotContain("2000");
  }
}
