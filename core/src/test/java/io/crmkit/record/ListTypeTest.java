package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ListTypeTest {
  @SuppressWarnings("unchecked")
  private static ListType of(ValueType<?> element) {
    return new ListType((ValueType<Object>) element, 3);
  }

  private final ListType texts = of(new TextType(10, TextFormat.PLAIN));
  private final ListType numbers = of(ValueTypes.INT);

  @Test
  void encode_values_areReadBack() {
    Object[] parts = new Object[1];

    texts.encode(List.of("a", "\"", "é"), parts, 0);

    assertThat(parts[0]).isEqualTo("[\"a\",\"\\\"\",\"é\"]");
    assertThat(texts.decode(parts, 0)).containsExactly("a", "\"", "é");
  }

  @Test
  void encode_none_isNullAndReadBackAsNone() {
    Object[] parts = {"before"};

    texts.encode(List.of(), parts, 0);

    assertThat(parts[0]).isNull();
    assertThat(texts.decode(parts, 0)).isEmpty();
  }

  @Test
  void print_commasAndBackslashes_areReadBack() {
    List<Object> values = List.of("a,b", "\\", "c");

    assertThat(texts.print(values)).isEqualTo("a\\,b,\\\\,c");
    assertThat(texts.parse(texts.print(values))).isEqualTo(values);
    assertThat(texts.parse(" a , ,b\\x ")).containsExactly("a", "b\\x");
    assertThat(texts.parse("")).isEmpty();
  }

  @Test
  void fromPlain_elements_areReadEach() {
    assertThat(numbers.fromPlain(List.of(1L, 2L))).containsExactly(1, 2);
    assertThat(numbers.toPlain(List.of(1, 2))).isEqualTo(List.of(1L, 2L));
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> numbers.fromPlain(1L))
        .withMessage("must be a list");
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> numbers.fromPlain(Arrays.asList(1L, null)))
        .withMessage("holds null");
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> numbers.fromPlain(List.of("x")));
  }

  @Test
  void normalize_elements_areBroughtToTheirForm() {
    assertThat(texts.normalize(List.of(" a ", " ", "b"))).containsExactly("a", "b");
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> texts.normalize(List.of("a", "b", "c", "d")))
        .satisfies(refusal -> assertThat(refusal.code()).isEqualTo("TOO_MANY"));
  }

  /** A null among the elements broke off with a null pointer. */
  @Test
  void normalize_null_isRefused() {
    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> texts.normalize(Arrays.asList("a", null)))
        .withMessage("holds null");
  }

  @Test
  void compare_lists_goesElementByElement() {
    assertThat(numbers.compare(List.of(1, 2), List.of(1, 3))).isNegative();
    assertThat(numbers.compare(List.of(1), List.of(1, 0))).isNegative();
    assertThat(numbers.compare(List.of(1), List.of(1))).isZero();
  }

  @Test
  void parseOperand_anElement_isMeant() {
    assertThat(numbers.parseOperand("7")).isEqualTo(7);
    assertThat(numbers.operandFromPlain(7L)).isEqualTo(7);
    assertThat(numbers.comparable(7)).isEqualTo(7L);
    assertThat(numbers.maxLength()).isEqualTo(3);
  }
}
