package io.crmkit.engine;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Aggregation.Measure;
import io.crmkit.record.Aggregation.Op;
import io.crmkit.record.Aggregation.Period;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Money;
import io.crmkit.record.ValueType;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Selection;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Groups and measures rows: values are grouped by the storage, spans of time and means here. */
final class Aggregator {
  private static final String CURRENCY = ".currency";

  private final Declaration<?> type;
  private final Lister<?> lister;
  private final ZoneId zone;

  Aggregator(Declaration<?> type, Lister<?> lister, ZoneId zone) {
    this.type = type;
    this.lister = lister;
    this.zone = zone;
  }

  List<Aggregation.Group> run(Reads reads, Aggregation aggregation) {
    Condition where = lister.bind(reads, aggregation.where(), true);
    check(reads, aggregation);
    List<String> keys = new ArrayList<>();
    aggregation.groupBy().forEach(key -> keys.add(key.field()));
    List<Measure> measures = new ArrayList<>();
    for (Measure measure : aggregation.measures()) {
      boolean isMean = measure.op() == Op.AVG;
      measures.add(isMean ? new Measure(Op.SUM, measure.field()) : measure);
      if (measure.field() != null
          && type.field(measure.field()).type().kind() == Kind.MONEY
          && !keys.contains(measure.field() + CURRENCY)) {
        keys.add(measure.field() + CURRENCY);
      }
    }
    Map<Map<String, @Nullable Object>, List<@Nullable Object>> folded = new LinkedHashMap<>();
    for (Aggregation.Group group : reads.aggregate(type, Selection.of(where, 1), keys, measures)) {
      fold(folded, spanned(group.key(), aggregation.groupBy()), group.values(), measures);
    }
    List<Map<Map<String, @Nullable Object>, Long>> counts = new ArrayList<>();
    for (Measure measure : aggregation.measures()) {
      counts.add(
          measure.op() == Op.AVG ? present(reads, where, keys, aggregation, measure) : Map.of());
    }
    return groups(aggregation, folded, counts);
  }

  private void check(Reads reads, Aggregation aggregation) {
    Binder binder = lister.binder(reads);
    for (Aggregation.Key key : aggregation.groupBy()) {
      binder.bind(new Condition.IsNull(key.field(), false));
      Kind kind = type.field(key.field()).type().kind();
      if (key.by() != Period.VALUE && kind != Kind.DATE && kind != Kind.INSTANT) {
        throw wrong(key.field(), "is no day or time, so it has no " + key.by());
      }
      if (kind == Kind.LIST || kind == Kind.MONEY) {
        throw wrong(key.field(), "cannot be a key of groups");
      }
    }
    for (Measure measure : aggregation.measures()) {
      String path = measure.field();
      if (path == null) {
        if (measure.op() != Op.COUNT) {
          throw wrong("measures", measure.op() + " needs a field");
        }
        continue;
      }
      binder.bind(new Condition.IsNull(path, false));
      Kind kind = type.field(path).type().kind();
      boolean isNumber =
          kind == Kind.INTEGER
              || kind == Kind.DECIMAL
              || kind == Kind.MONEY
              || kind == Kind.DURATION;
      boolean needsNumber = measure.op() == Op.SUM || measure.op() == Op.AVG;
      if ((needsNumber && !isNumber) || kind == Kind.LIST) {
        throw wrong(path, "cannot be measured by " + measure.op());
      }
    }
  }

  private static InvalidRequestException wrong(String parameter, String message) {
    return InvalidRequestException.parameter("INVALID_AGGREGATION", parameter, message);
  }

  /** Counts the rows of each group that have a value, which a mean is over. */
  private Map<Map<String, @Nullable Object>, Long> present(
      Reads reads, Condition where, List<String> keys, Aggregation aggregation, Measure measure) {
    String path = java.util.Objects.requireNonNull(measure.field());
    Condition has = where.and(new Condition.IsNull(path, false));
    Map<Map<String, @Nullable Object>, Long> counts = new LinkedHashMap<>();
    List<Measure> count = List.of(new Measure(Op.COUNT, null));
    for (Aggregation.Group group : reads.aggregate(type, Selection.of(has, 1), keys, count)) {
      Long rows = (Long) group.values().get(0);
      if (rows != null) {
        counts.merge(spanned(group.key(), aggregation.groupBy()), rows, Long::sum);
      }
    }
    return counts;
  }

  private Map<String, @Nullable Object> spanned(
      Map<String, @Nullable Object> key, List<Aggregation.Key> groupBy) {
    Map<String, @Nullable Object> spanned = new LinkedHashMap<>(key);
    for (Aggregation.Key each : groupBy) {
      Object value = key.get(each.field());
      if (value != null && each.by() != Period.VALUE) {
        LocalDate day =
            value instanceof Instant at ? LocalDate.ofInstant(at, zone) : (LocalDate) value;
        spanned.put(each.field(), first(day, each.by()));
      }
    }
    return spanned;
  }

  private static LocalDate first(LocalDate day, Period period) {
    return switch (period) {
      case VALUE, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case QUARTER -> day.with(day.getMonth().firstMonthOfQuarter()).withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private void fold(
      Map<Map<String, @Nullable Object>, List<@Nullable Object>> folded,
      Map<String, @Nullable Object> key,
      List<@Nullable Object> values,
      List<Measure> measures) {
    List<@Nullable Object> sum = folded.get(key);
    if (sum == null) {
      folded.put(key, new ArrayList<>(values));
      return;
    }
    for (int i = 0; i < values.size(); i++) {
      Object left = sum.get(i);
      Object right = values.get(i);
      if (left == null || right == null) {
        sum.set(i, left == null ? right : left);
        continue;
      }
      Measure measure = measures.get(i);
      switch (measure.op()) {
        case COUNT -> sum.set(i, (Long) left + (Long) right);
        case SUM -> sum.set(i, ((BigInteger) left).add((BigInteger) right));
        default -> {
          ValueType<Object> valueType =
              type.field(java.util.Objects.requireNonNull(measure.field())).type();
          boolean keepsLeft = valueType.compare(left, right) <= 0 == (measure.op() == Op.MIN);
          sum.set(i, keepsLeft ? left : right);
        }
      }
    }
  }

  private List<Aggregation.Group> groups(
      Aggregation aggregation,
      Map<Map<String, @Nullable Object>, List<@Nullable Object>> folded,
      List<Map<Map<String, @Nullable Object>, Long>> counts) {
    List<Aggregation.Group> groups = new ArrayList<>();
    folded.forEach(
        (key, values) -> {
          List<@Nullable Object> shown = new ArrayList<>();
          for (int i = 0; i < values.size(); i++) {
            Measure measure = aggregation.measures().get(i);
            Long rows = counts.get(i).get(key);
            shown.add(shown(measure, values.get(i), key, rows));
          }
          Map<String, @Nullable Object> shownKey = new LinkedHashMap<>();
          aggregation.groupBy().forEach(each -> shownKey.put(each.field(), key.get(each.field())));
          groups.add(new Aggregation.Group(shownKey, shown));
        });
    return groups;
  }

  private @Nullable Object shown(
      Measure measure,
      @Nullable Object value,
      Map<String, @Nullable Object> key,
      @Nullable Long rows) {
    if (!(value instanceof BigInteger units) || measure.field() == null) {
      return value;
    }
    Field field = type.field(measure.field());
    boolean isMoney = field.type().kind() == Kind.MONEY;
    int scale = isMoney ? Money.UNIT_SCALE : field.type().scale();
    BigDecimal number = new BigDecimal(units, scale);
    String currency = isMoney ? String.valueOf(key.get(measure.field() + CURRENCY)) : "";
    int digits = isMoney ? Money.currency(currency).getDefaultFractionDigits() : scale;
    if (measure.op() == Op.AVG) {
      if (rows == null) {
        return null;
      }
      int decimals = isMoney ? digits : Math.max(2, scale);
      number = number.divide(BigDecimal.valueOf(rows), decimals, RoundingMode.HALF_UP);
    } else if (isMoney) {
      number = number.setScale(digits, RoundingMode.UNNECESSARY);
    }
    if (isMoney) {
      return new Aggregation.Amount(number, currency);
    }
    return measure.op() == Op.SUM ? whole(field.type(), number) : number;
  }

  private static Object whole(ValueType<Object> type, BigDecimal number) {
    boolean fitsLong = number.scale() == 0 && number.unscaledValue().bitLength() < 64;
    return type.kind() == Kind.INTEGER && fitsLong ? (Object) number.longValue() : number;
  }
}
