package io.crmkit.testkit;

import io.crmkit.record.Aggregation;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.All;
import io.crmkit.record.Condition.Any;
import io.crmkit.record.Condition.Not;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.record.Sort;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Selection;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Values, conditions and orders by chance, from pools so small that values meet and clash.
 *
 * @param random where chance comes from
 * @param patrons rows that references may point to
 */
record Chance(Random random, List<UUID> patrons) {
  private static final List<String> TEXTS =
      List.of(
          "a", "B", "b", "a b", "a\tb", "\u00E9", "e\u0301", "\uFFFD", "\uD83D\uDE00", "10", "9");
  private static final List<String> NAMES =
      List.of("Sorano", "Daniel Sorano", "Th\u00E9\u00E2tre", "\u5317\u4EAC", "Sora B\u00E2");
  private static final List<Condition.Op> OPS =
      List.of(
          Condition.Op.EQ,
          Condition.Op.NE,
          Condition.Op.GT,
          Condition.Op.GTE,
          Condition.Op.LT,
          Condition.Op.LTE);
  private static final List<Kind> SUMMED =
      List.of(Kind.INTEGER, Kind.DECIMAL, Kind.MONEY, Kind.DURATION);
  private static final List<Kind> UNMEASURED = List.of(Kind.LIST, Kind.REF, Kind.ID, Kind.BOOLEAN);

  boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  <E> E oneOf(List<E> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** Returns fields and values in turn, for a row that is made or changed. */
  @Nullable Object[] changes(Declaration<?> type, int oneFieldIn) {
    List<@Nullable Object> changes = new ArrayList<>();
    for (Field field : type.fields()) {
      if (oneIn(oneFieldIn)) {
        boolean isEmpty = !field.isRequired() && !field.isList() && oneIn(3);
        changes.add(field.path());
        changes.add(isEmpty ? null : value(field));
      }
    }
    if (oneIn(oneFieldIn)) {
      changes.add("custom");
      changes.add(custom());
    }
    return changes.toArray();
  }

  private @Nullable String custom() {
    List<String> members = new ArrayList<>();
    if (oneIn(2)) {
      members.add("\"size\":" + (random.nextInt(3) - 1));
    }
    if (oneIn(2)) {
      members.add("\"color\":\"" + oneOf(List.of("a", "B", "\u00E9")) + "\"");
    }
    if (oneIn(2)) {
      members.add("\"vip\":" + random.nextBoolean());
    }
    return members.isEmpty() ? null : "{" + String.join(",", members) + "}";
  }

  private @Nullable Object value(Field field) {
    if (field.isList()) {
      return IntStream.range(0, random.nextInt(4))
          .mapToObj(i -> element(field, field.valueType().kind(), field.valueType().javaType()))
          .filter(each -> each != null)
          .toList();
    }
    return element(field, field.type().kind(), field.type().javaType());
  }

  private @Nullable Object element(Field field, Kind kind, Class<?> javaType) {
    return switch (kind) {
      case TEXT -> text(field);
      case BOOLEAN -> random.nextBoolean();
      case INTEGER ->
          javaType == Long.class
              ? (Object) oneOf(List.of(-1L, 0L, 9L, 10L, Long.MAX_VALUE))
              : (Object) (random.nextInt(4) - 1);
      case DECIMAL ->
          oneOf(List.of(new BigDecimal("-1.5"), BigDecimal.ZERO, BigDecimal.TEN, BigDecimal.ONE));
      case MONEY ->
          oneOf(
              List.of(
                  Money.of("10", "EUR"),
                  Money.of("10", "XOF"),
                  Money.of("-0.5", "EUR"),
                  Money.of("9.999", "KWD")));
      case CURRENCY -> Currency.getInstance(oneOf(List.of("EUR", "XOF")));
      case INSTANT -> Rows.MADE_AT.plusNanos(1_000L * random.nextInt(3));
      case DATE -> LocalDate.of(oneOf(List.of(1, 999, 2026)), 1, 1);
      case DURATION -> Duration.ofMinutes(random.nextInt(3) - 1);
      case LOCALE -> oneOf(List.of(Locale.FRENCH, Locale.ENGLISH));
      case ZONE -> ZoneId.of(oneOf(List.of("Africa/Dakar", "UTC")));
      case CHOICE -> oneOf(List.of(javaType.getEnumConstants()));
      case ID -> patrons.isEmpty() ? null : new Id<>(oneOf(patrons));
      case REF ->
          patrons.isEmpty()
              ? null
              : new Ref(oneOf(List.of("patron", "patron", "venue")), oneOf(patrons));
      case LIST -> throw new IllegalArgumentException("a list of lists");
    };
  }

  private String text(Field field) {
    if (field.type().format() == TextFormat.JSON) {
      return oneOf(List.of("{}", "[1.50]"));
    }
    return oneOf(field.isSearchable() ? NAMES : TEXTS);
  }

  /** Returns a condition on rows of the type. */
  Condition condition(Declaration<?> type, int depth) {
    int chance = random.nextInt(depth > 0 ? 10 : 6);
    if (chance == 6) {
      return new Not(condition(type, depth - 1));
    }
    if (chance >= 7) {
      List<Condition> parts =
          IntStream.range(0, random.nextInt(4)).mapToObj(i -> condition(type, depth - 1)).toList();
      return chance == 7 ? new Any(parts) : new All(parts);
    }
    if (chance == 0) {
      List<Field> references =
          type.fields().stream().filter(f -> f.isReference() && !f.isList()).toList();
      Condition inner = condition(Samples.PATRON, Math.max(0, depth - 1));
      return new Condition.Has(oneOf(references).path(), inner);
    }
    String path = path(type);
    if (chance == 1) {
      return new Condition.IsNull(path, random.nextBoolean());
    }
    if (chance == 2) {
      return new Condition.In(
          path, IntStream.range(0, random.nextInt(4)).mapToObj(i -> operand(type, path)).toList());
    }
    return new Condition.Compare(path, oneOf(OPS), operand(type, path));
  }

  private String path(Declaration<?> type) {
    List<String> paths = new ArrayList<>(type.fields().stream().map(Field::path).toList());
    paths.addAll(
        List.of("id", "version", "createdAt", "custom.size", "custom.color", "custom.vip"));
    return oneOf(paths);
  }

  private Object operand(Declaration<?> type, String path) {
    Field field = type.find(path).orElse(null);
    if (field == null) {
      return switch (path) {
        case "custom.size" -> (long) (random.nextInt(3) - 1);
        case "custom.color" -> oneOf(List.of("a", "B"));
        default -> random.nextBoolean();
      };
    }
    if (field.isEnvelope() && field.type().kind() == Kind.INTEGER) {
      return 1L + random.nextInt(3);
    }
    Object operand = element(field, field.valueType().kind(), field.valueType().javaType());
    if (operand == null) {
      operand = field.valueType().kind() == Kind.REF ? new Ref("patron", id()) : new Id<>(id());
    }
    if (operand instanceof Money money && oneIn(2)) {
      return money.amount();
    }
    return field.isList() ? field.valueType().comparable(operand) : operand;
  }

  /** Returns an id, rarely one that was made before. */
  UUID id() {
    return oneIn(20)
        ? new UUID(7, random.nextInt(2))
        : new UUID(random.nextLong(), random.nextLong());
  }

  /** Returns which rows, in which order. */
  Selection selection(Declaration<?> type) {
    List<String> words =
        oneIn(3) ? List.of(oneOf(List.of("s", "sora", "b", "or", "\u5317"))) : List.of();
    List<Sort> sort = new ArrayList<>();
    do {
      String path = path(type);
      if (type.find(path).map(Field::isList).orElse(path.equals("custom.vip"))) {
        path = "createdAt";
      }
      sort.add(new Sort(path, random.nextBoolean()));
    } while (oneIn(2));
    return new Selection(condition(type, 3), words, sort, null, 1 + random.nextInt(4), oneIn(5));
  }

  /** Returns the keys of groups. */
  List<String> keys(Declaration<?> type, List<Measure> measures) {
    List<String> keys = new ArrayList<>();
    while (oneIn(2)) {
      Field field = oneOf(type.fields());
      if (!field.isList() && !keys.contains(field.path())) {
        keys.add(field.path());
      }
    }
    if (measures.stream().anyMatch(measure -> "fee".equals(measure.field()))) {
      keys.add("fee.currency");
    }
    return keys;
  }

  /** Returns what is measured. */
  List<Measure> measures(Declaration<?> type) {
    List<Measure> measures = new ArrayList<>();
    measures.add(new Measure(Aggregation.Op.COUNT, null));
    while (oneIn(2)) {
      Field field = oneOf(type.fields());
      List<Aggregation.Op> ops = new ArrayList<>(List.of(Aggregation.Op.COUNT));
      if (!UNMEASURED.contains(field.type().kind())) {
        ops.add(Aggregation.Op.MIN);
        ops.add(Aggregation.Op.MAX);
      }
      if (SUMMED.contains(field.type().kind())) {
        ops.add(Aggregation.Op.SUM);
      }
      if (!field.isList()) {
        measures.add(new Measure(oneOf(ops), field.path()));
      }
    }
    return measures;
  }
}
