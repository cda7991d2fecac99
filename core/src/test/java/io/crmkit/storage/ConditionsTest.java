package io.crmkit.storage;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Envelope;
import io.crmkit.record.Id;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples.Level;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no storage is asked; the rest is in the storages' contract. */
final class ConditionsTest {
  private static final Indexed ROW =
      Rows.of(VENUE, "name", "Théâtre Sorano", "tags", List.of("Été"), "level", Level.SMALL);
  private static final Conditions CONDITIONS =
      new Conditions(VENUE, (reference, has) -> false, row -> ROW.entries());

  @ParameterizedTest
  @CsvSource({
    "name, CONTAINS, TRE SOR, true",
    "name, CONTAINS, théâtre, true",
    "name, CONTAINS, daniel, false",
    "name, STARTS_WITH, THEA, true",
    "name, STARTS_WITH, sorano, false",
    "tags, CONTAINS, te, true",
    "tags, STARTS_WITH, t, false",
    "slug, CONTAINS, a, false"
  })
  void matches_foldedComparison_ignoresCaseAndAccents(
      String path, Op op, String operand, boolean isMatch) {
    Condition condition = new Condition.Compare(path, op, operand);

    assertThat(CONDITIONS.matches(condition, ROW.row())).isEqualTo(isMatch);
  }

  @Test
  void matches_foldedComparisonWithNull_isUnknown() {
    Condition unknown = new Condition.Compare("slug", Op.CONTAINS, "a");

    assertThat(CONDITIONS.matches(new Condition.Not(unknown), ROW.row())).isFalse();
  }

  @Test
  void compareParts_eachForm_putsNullFirst() {
    UUID id = Rows.newId();

    assertThat(Conditions.compareParts(null, null)).isZero();
    assertThat(Conditions.compareParts(null, "a")).isNegative();
    assertThat(Conditions.compareParts(1L, null)).isPositive();
    assertThat(Conditions.compareParts(9L, 10L)).isNegative();
    assertThat(Conditions.compareParts("9", "10")).isPositive();
    assertThat(Conditions.compareParts(false, true)).isNegative();
    assertThat(Conditions.compareParts(id, id)).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> Conditions.compareParts(1L, "1"));
    assertThatIllegalArgumentException().isThrownBy(() -> Conditions.compareParts("1", 1L));
    assertThatIllegalArgumentException().isThrownBy(() -> Conditions.compareParts(true, 1L));
    assertThatIllegalArgumentException().isThrownBy(() -> Conditions.compareParts(id, 1L));
  }

  @Test
  void matches_unknownReference_isFalse() {
    assertThat(CONDITIONS.matches(new Condition.Has("unheard", Condition.always()), ROW.row()))
        .isFalse();
  }

  @Test
  void row_envelope_isReadByField() {
    Row row = Rows.deleted(VENUE, ROW.row()).row();

    assertThat(row.get(Envelope.ID)).isEqualTo(new Id<>(row.id()));
    assertThat(row.get(Envelope.VERSION)).isEqualTo(2L);
    assertThat(row.get(Envelope.CREATED_AT)).isEqualTo(Rows.MADE_AT);
    assertThat(row.get(Envelope.UPDATED_AT)).isEqualTo(Rows.MADE_AT.plusSeconds(1));
    assertThat(row.get(Envelope.DELETED_AT)).isNotNull();
    assertThat(row.get(VENUE.field("level"))).isEqualTo(Level.SMALL);
    assertThat(row).hasToString(row.id() + "@2" + java.util.Arrays.toString(row.values()));
  }

  @Test
  void row_equals_looksIntoEverything() {
    Row row = ROW.row();
    Row twin =
        new Row(row.id(), 1, row.createdAt(), row.updatedAt(), null, row.values().clone(), null);

    assertThat(row).isEqualTo(twin).hasSameHashCodeAs(twin).isNotEqualTo("row");
    assertThat(row).isNotEqualTo(Rows.of(VENUE, row.id(), "name", "other").row());
    assertThat(row).isNotEqualTo(Rows.next(VENUE, row).row());
    assertThat(row)
        .isNotEqualTo(
            new Row(Rows.newId(), 1, row.createdAt(), row.updatedAt(), null, row.values(), null));
    assertThat(row)
        .isNotEqualTo(
            new Row(
                row.id(),
                1,
                row.updatedAt().plusSeconds(1),
                row.updatedAt(),
                null,
                row.values(),
                null));
    assertThat(row)
        .isNotEqualTo(
            new Row(
                row.id(),
                1,
                row.createdAt(),
                row.updatedAt().plusSeconds(1),
                null,
                row.values(),
                null));
    assertThat(row)
        .isNotEqualTo(
            new Row(
                row.id(), 1, row.createdAt(), row.updatedAt(), Rows.MADE_AT, row.values(), null));
    assertThat(row)
        .isNotEqualTo(
            new Row(row.id(), 1, row.createdAt(), row.updatedAt(), null, row.values(), "{}"));
  }
}
