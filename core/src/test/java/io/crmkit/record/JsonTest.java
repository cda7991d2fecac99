package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonTest {
  private static final String DOCUMENT =
      "{\"z\":[1,-9223372036854775808,1.50,true,false,null,\"\u00E9\uD83D\uDE00\\n\"],\"a\":{}}";

  @Test
  void read_document_keepsOrderAndNumbers() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put(
        "z",
        Arrays.asList(
            1L, Long.MIN_VALUE, new BigDecimal("1.50"), true, false, null, "é\uD83D\uDE00\n"));
    expected.put("a", Map.of());

    Object read = Json.read(DOCUMENT);

    assertThat(read).isEqualTo(expected);
    assertThat(new ArrayList<>(((Map<?, ?>) read).keySet())).isEqualTo(List.of("z", "a"));
    assertThat(Json.write(read)).isEqualTo(DOCUMENT);
    assertThat(Json.read(DOCUMENT.getBytes(StandardCharsets.UTF_8))).isEqualTo(expected);
  }

  @Test
  void read_wholeNumberBeyondLong_isADecimal() {
    assertThat(Json.read("9223372036854775808")).isEqualTo(new BigDecimal("9223372036854775808"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1}x",
        "1 2",
        "[1,]",
        "{a:1}",
        "'a'",
        "NaN",
        "01",
        "// x\n1",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "{\"\\udc00\":1}",
        "1E100000",
        "1E-100000",
        "nul"
      })
  void read_malformed_isRefused(String text) {
    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> Json.read(text));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Json.read(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void read_tooDeepOrTooLong_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Json.read("[".repeat(101) + "]".repeat(101)));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Json.read("1".repeat(201)));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Json.read(new byte[] {'"', (byte) 0xC3, '"'}));
  }

  @Test
  void write_plainValues_areWrittenAsTheyAre() {
    assertThat(Json.write(null)).isEqualTo("null");
    assertThat(Json.write(7)).isEqualTo("7");
    assertThat(Json.write(new BigDecimal("1E3"))).isEqualTo("1000");
    assertThat(Json.write(BigInteger.TEN.pow(20))).isEqualTo("100000000000000000000");
    assertThatIllegalArgumentException().isThrownBy(() -> Json.write(1.5));
  }

  @Test
  void write_writerThatFails_isTold() {
    Writer broken =
        new Writer() {
          @Override
          public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("full");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {
            throw new AssertionError("must stay open");
          }
        };

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> Json.write("x", broken))
        .withMessageContaining("full");
  }

  @Test
  void readForeign_whatNoStorageKeeps_isMended() {
    byte[] utf8 = "{\"a\":1,\"a\":\"x\\u0000y\\ud800\"}".getBytes(StandardCharsets.UTF_8);

    assertThat(Json.readForeign(utf8)).isEqualTo(Map.of("a", "x\uFFFDy\uFFFD"));
    assertThatExceptionOfType(ValueFormatException.class).isThrownBy(() -> Json.read(utf8));
  }

  @Test
  void readForeign_noJson_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> Json.readForeign("<html>".getBytes(StandardCharsets.UTF_8)));
  }
}
