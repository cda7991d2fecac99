package io.crmkit.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class QueryTest {

  @Test
  void query_withers_changeOneThingEach() {
    Query query =
        Query.where(Condition.eq("a", 1L))
            .and(Condition.eq("b", null))
            .search("x")
            .sort("-a", "b")
            .limit(10)
            .after("c")
            .counted()
            .deleted()
            .scanning();

    assertThat(query.where())
        .isEqualTo(Condition.all(Condition.eq("a", 1L), new Condition.IsNull("b", true)));
    assertThat(query.sort()).containsExactly(new Sort("a", true), new Sort("b", false));
    assertThat(query.sort()).extracting(Sort::toString).containsExactly("-a", "b");
    assertThat(query.limit()).isEqualTo(10);
    assertThat(List.of(query.isCounted(), query.isDeleted(), query.isScanAllowed()))
        .containsOnly(true);
    assertThat(Arrays.asList(query.search(), query.cursor())).containsExactly("x", "c");
    assertThatIllegalArgumentException().isThrownBy(() -> Query.ALL.limit(0));
    assertThatIllegalArgumentException().isThrownBy(() -> Query.ALL.limit(1_001));
  }

  @Test
  void condition_factories_leaveOutWhatSaysNothing() {
    Condition one = Condition.compare("a", Condition.Op.GT, 1L);

    assertThat(Condition.always().and(one)).isEqualTo(one);
    assertThat(one.and(Condition.always())).isEqualTo(one);
    assertThat(Condition.any(one)).isEqualTo(one);
    assertThat(Condition.all(one)).isEqualTo(one);
    assertThat(Condition.any(one, one)).isEqualTo(new Condition.Any(List.of(one, one)));
    assertThat(Condition.never()).isEqualTo(new Condition.Any(List.of()));
  }

  @Test
  void aggregation_withers_addUp() {
    Aggregation aggregation = Aggregation.by("a").count().sum("b").where(Condition.eq("c", 1L));

    assertThat(aggregation.groupBy())
        .containsExactly(new Aggregation.Key("a", Aggregation.Period.VALUE));
    assertThat(aggregation.measures())
        .containsExactly(
            new Aggregation.Measure(Aggregation.Op.COUNT, null),
            new Aggregation.Measure(Aggregation.Op.SUM, "b"));
    assertThat(aggregation.where()).isEqualTo(Condition.eq("c", 1L));
  }

  @Test
  void valuesOfCalls_collections_areCopied() {
    Page<Integer> page = new Page<>(List.of(1, 2), "next", 2L);
    Stored<String> stored =
        new Stored<>(
            Id.of("0195a000-0000-7000-8000-000000000001"),
            null,
            1,
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            Map.of(),
            Set.of("a"),
            List.of(),
            "value");

    assertThat(page.map(String::valueOf)).isEqualTo(new Page<>(List.of("1", "2"), "next", 2L));
    assertThat(stored.hidden()).containsExactly("a");
  }
}
