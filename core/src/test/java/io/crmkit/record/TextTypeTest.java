package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextTypeTest {
  private static TextType text(TextFormat format) {
    return new TextType(1_000, format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PLAIN  | a b              | a b",
        "EMAIL  | Awa.Diop@Ex.ORG  | awa.diop@ex.org",
        "EMAIL  | o'neil+x@a-b.sn  | o'neil+x@a-b.sn",
        "EMAIL  | é@é.example      | é@é.example",
        "PHONE  | +221 33 822 22 22| +221338222222",
        "PHONE  | 00221338222222   | +221338222222",
        "PHONE  | +221338222222    | +221338222222",
        "PHONE  | 33 822 22 22     | 33 822 22 22",
        "PHONE  | +221 33 822 22 22 ext. 5 | +221 33 822 22 22 ext. 5",
        "PHONE  | +999 1           | +999 1",
        "URL    | https://a.sn/x?y | https://a.sn/x?y",
        "URL    | HTTP://a.sn      | HTTP://a.sn",
        "SLUG   | a-1              | a-1",
        "DOMAIN | Sorano.Example   | sorano.example",
        "HASH   | 0af9             | 0af9",
        "CRON   | 0 8 * * 1        | 0 8 * * 1",
        "JSON   | { \"a\" : 1.50 } | {\"a\":1.50}",
      })
  void normalize_wellFormed_isBroughtToItsForm(TextFormat format, String given, String kept) {
    assertThat(text(format).normalize(" " + given + " ")).isEqualTo(kept);
    assertThat(text(format).normalize(kept)).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL  | awa            | INVALID_EMAIL",
        "EMAIL  | awa@localhost  | INVALID_EMAIL",
        "EMAIL  | a..b@ex.org    | INVALID_EMAIL",
        "EMAIL  | a b@ex.org     | INVALID_EMAIL",
        "EMAIL  | a@-ex.org      | INVALID_EMAIL",
        "URL    | sorano.example | INVALID_URL",
        "URL    | ftp://a.sn     | INVALID_URL",
        "URL    | http:///x      | INVALID_URL",
        "URL    | http://a b     | INVALID_URL",
        "URL    | javascript:x() | INVALID_URL",
        "SLUG   | A              | INVALID_SLUG",
        "DOMAIN | localhost      | INVALID_DOMAIN",
        "HASH   | 0AF            | INVALID_HASH",
        "CRON   | 0 8 * *        | INVALID_CRON",
        "JSON   | {a:1}          | MALFORMED_JSON",
      })
  void normalize_malformed_isRefusedByCode(TextFormat format, String given, String code) {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> text(format).normalize(given))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  @Test
  void normalize_blank_isAbsent() {
    assertThat(text(TextFormat.PLAIN).normalize(" \t\n\u2003")).isNull();
  }

  @Test
  void normalize_length_isCountedByCodePoint() {
    TextType three = new TextType(3, TextFormat.PLAIN);

    assertThat(three.normalize("\uD83D\uDE00".repeat(3))).hasSize(6);
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> three.normalize("\uD83D\uDE00".repeat(4)))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("TOO_LONG"));
    assertThat(three.maxLength()).isEqualTo(3);
  }

  @Test
  void normalize_jsonLength_isCountedInBytes() {
    TextType json = new TextType(6, TextFormat.JSON);

    assertThat(json.normalize("\"éé\"")).isEqualTo("\"éé\"");
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> json.normalize("\"ééé\""));
  }

  /** A few bytes of exponents were written as megabytes of zeros. */
  @Test
  void normalize_jsonNumberOfManyDigits_isRefused() {
    TextType json = new TextType(100, TextFormat.JSON);

    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> json.normalize("[1E300]"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("TOO_LONG"));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> json.normalize("[1E9000]"))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("MALFORMED_JSON"));
  }

  /** A very long address without a declared bound overflowed the stack of the pattern. */
  @Test
  void normalize_endlessAddress_isTooLong() {
    for (TextFormat format : List.of(TextFormat.EMAIL, TextFormat.DOMAIN)) {
      TextType unbounded = new TextType(1_000_000, format);

      assertThatExceptionOfType(ValueFormatException.class)
          .isThrownBy(() -> unbounded.normalize("a.".repeat(400_000) + "b@a.sn"))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("TOO_LONG"));
    }
  }

  @Test
  void normalize_characterThatIsNotKept_isRefused() {
    for (String text : List.of("a\0b", "a\uD83D", "\uDE00a", "\uD83D\uD83D\uDE00")) {
      assertThatExceptionOfType(ValueFormatException.class)
          .isThrownBy(() -> text(TextFormat.PLAIN).normalize(text))
          .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("INVALID_CHARACTER"));
    }
  }

  @Test
  void toPlain_json_isTheDocument() {
    assertThat(text(TextFormat.JSON).toPlain("[1]")).isEqualTo(List.of(1L));
    assertThat(text(TextFormat.JSON).fromPlain(List.of(1L))).isEqualTo("[1]");
    assertThat(text(TextFormat.JSON).toPlain("null")).isEqualTo("");
    assertThat(text(TextFormat.PLAIN).toPlain("[1]")).isEqualTo("[1]");
    assertThat(text(TextFormat.PLAIN).fromPlain("x")).isEqualTo("x");
    assertThat(text(TextFormat.PLAIN).parse("x")).isEqualTo("x");
    assertThat(text(TextFormat.PLAIN).print("x")).isEqualTo("x");
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> text(TextFormat.PLAIN).fromPlain(1L));
  }

  @Test
  void compareByCodePoint_anyTexts_ordersAsUtf8() {
    Random random = new Random(3);
    int[] points = {'a', 'b', 0xE9, 0xD7FF, 0xE000, 0xFFFD, 0x10000, 0x1F600, 0x10FFFF};
    for (int i = 0; i < 5_000; i++) {
      String a = random(random, points);
      String b = random(random, points);
      int expected =
          Arrays.compareUnsigned(
              a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

      assertThat(Integer.signum(TextType.compareByCodePoint(a, b)))
          .isEqualTo(Integer.signum(expected));
    }
    assertThat(text(TextFormat.PLAIN).compare("a", "b")).isNegative();
  }

  private static String random(Random random, int[] points) {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
