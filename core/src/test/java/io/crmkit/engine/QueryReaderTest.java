package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.Crm;
import io.crmkit.access.AccessScope;
import io.crmkit.access.Actor;
import io.crmkit.access.FieldAccess;
import io.crmkit.access.Grants;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Json;
import io.crmkit.record.Query;
import io.crmkit.record.RecordType;
import io.crmkit.record.Sort;
import io.crmkit.storage.memory.MemoryStorage;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class QueryReaderTest {

  @RecordType("show")
  record Show(
      @Size(max = 50) String title,
      int seats,
      @Nullable LocalDate day,
      @Nullable Instant opensAt,
      @Nullable @Size(max = 50) String secret) {}

  private final Crm crm =
      Crm.builder()
          .storage(new MemoryStorage())
          .clock(Clock.fixed(Instant.parse("2026-05-15T12:00:00Z"), ZoneOffset.UTC))
          .type(Show.class)
          .build();
  private final UUID organization = crm.createOrganization("Acme");
  private final QueryReader reader = reader(Grants.all());

  private QueryReader reader(Grants grants) {
    RecordSession session = crm.as(Actor.user(organization, UUID.randomUUID(), grants)).session();
    return new QueryReader(session, session.schema().type(Show.class));
  }

  @AfterEach
  void close() {
    crm.close();
  }

  private Condition where(String json) {
    return reader.where(Json.read(json));
  }

  @Test
  void parameters_everyKind_becomeAQuery() {
    QueryReader.Request request =
        reader.parameters(
            Map.of(
                "seats.gte", List.of("5"),
                "q", List.of("word"),
                "sort", List.of("-seats,title"),
                "limit", List.of("7"),
                "count", List.of("true"),
                "fields", List.of("title,seats")));

    Query query = request.query();
    assertThat(query.where()).isEqualTo(Condition.compare("seats", Op.GTE, 5));
    assertThat(query.search()).isEqualTo("word");
    assertThat(query.sort()).containsExactly(new Sort("seats", true), new Sort("title", false));
    assertThat(query.limit()).isEqualTo(7);
    assertThat(query.isCounted()).isTrue();
    assertThat(query.isDeleted()).isFalse();
    assertThat(request.fields()).isEqualTo(Set.of("title", "seats"));
  }

  @Test
  void parameters_listOfValues_mayHoldCommas() {
    Query query = reader.parameters(Map.of("title.in", List.of("a,b\\,c"))).query();

    assertThat(query.where()).isEqualTo(Condition.in("title", List.of("a", "b,c")));
  }

  @Test
  void where_names_combine() {
    assertThat(where("{\"or\": [{\"seats\": 1}, {\"not\": {\"title\": {\"startsWith\": \"x\"}}}]}"))
        .isEqualTo(
            new Condition.Any(
                List.of(
                    Condition.eq("seats", 1),
                    new Condition.Not(Condition.compare("title", Op.STARTS_WITH, "x")))));
    assertThat(where("{}")).isEqualTo(Condition.always());
    assertThat(where("{\"seats\": {\"gt\": 1, \"lt\": 3}}"))
        .isEqualTo(
            Condition.all(
                Condition.compare("seats", Op.GT, 1), Condition.compare("seats", Op.LT, 3)));
  }

  @Test
  void where_namedDays_areSpans() {
    LocalDate first = LocalDate.of(2026, 5, 1);
    LocalDate end = LocalDate.of(2026, 6, 1);
    Condition within =
        Condition.all(
            Condition.compare("day", Op.GTE, first), Condition.compare("day", Op.LT, end));

    assertThat(where("{\"day\": \"this-month\"}")).isEqualTo(within);
    assertThat(where("{\"day\": {\"ne\": \"this-month\"}}")).isEqualTo(new Condition.Not(within));
    assertThat(where("{\"day\": {\"gt\": \"this-month\"}}"))
        .isEqualTo(Condition.compare("day", Op.GTE, end));
    assertThat(where("{\"day\": {\"gte\": \"this-month\"}}"))
        .isEqualTo(Condition.compare("day", Op.GTE, first));
    assertThat(where("{\"day\": {\"lt\": \"this-month\"}}"))
        .isEqualTo(Condition.compare("day", Op.LT, first));
    assertThat(where("{\"day\": {\"lte\": \"this-month\"}}"))
        .isEqualTo(Condition.compare("day", Op.LT, end));
    assertThat(where("{\"day\": {\"in\": [\"this-month\", \"2026-01-01\"]}}"))
        .isEqualTo(Condition.any(within, Condition.in("day", List.of(LocalDate.of(2026, 1, 1)))));
    assertThat(where("{\"day\": {\"between\": [\"2026-01-01\", \"this-month\"]}}"))
        .isEqualTo(
            Condition.all(
                Condition.compare("day", Op.GTE, LocalDate.of(2026, 1, 1)),
                Condition.compare("day", Op.LT, end)));
    assertThat(where("{\"opensAt\": \"today\"}"))
        .isEqualTo(
            Condition.all(
                Condition.compare("opensAt", Op.GTE, Instant.parse("2026-05-15T00:00:00Z")),
                Condition.compare("opensAt", Op.LT, Instant.parse("2026-05-16T00:00:00Z"))));
  }

  @Test
  void where_withheldField_isUnknownWhateverItsValue() {
    Grants grants =
        Grants.builder()
            .grant("show:read", AccessScope.ORGANIZATION)
            .limit("show", "secret", FieldAccess.NONE)
            .build();
    QueryReader limited = reader(grants);

    for (String json : List.of("{\"secret\": 5}", "{\"secret\": {\"like\": 1}}", "{\"none\": 1}")) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> limited.where(Json.read(json)))
          .satisfies(e -> assertThat(e.code()).isEqualTo("UNKNOWN_FIELD"));
    }
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> limited.fields(List.of("secret")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> limited.parameters(Map.of("sort", List.of("secret"))));
  }

  @Test
  void aggregation_body_isRead() {
    Map<?, ?> body =
        (Map<?, ?>)
            Json.read(
                "{\"groupBy\": [\"title\", {\"field\": \"day\", \"by\": \"month\"}],"
                    + " \"measures\": [{\"op\": \"count\"}, {\"op\": \"sum\", \"field\": \"seats\"}],"
                    + " \"where\": {\"seats\": 1}}");
    @SuppressWarnings("unchecked")
    Aggregation aggregation = reader.aggregation((Map<String, ?>) body);

    assertThat(aggregation.groupBy())
        .containsExactly(
            new Aggregation.Key("title", Aggregation.Period.VALUE),
            new Aggregation.Key("day", Aggregation.Period.MONTH));
    assertThat(aggregation.measures())
        .containsExactly(
            new Aggregation.Measure(Aggregation.Op.COUNT, null),
            new Aggregation.Measure(Aggregation.Op.SUM, "seats"));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> reader.aggregation(Map.of("measures", List.of(Map.of("op", "x")))))
        .satisfies(e -> assertThat(e.errors().get(0).field()).isEqualTo("measures[0].op"));
  }
}
