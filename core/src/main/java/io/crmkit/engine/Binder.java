package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Ref;
import io.crmkit.record.Schema;
import io.crmkit.record.Sort;
import io.crmkit.record.ValueFormatException;
import io.crmkit.record.ValueType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the names and operands of a caller's conditions and orders, and brings them to the form
 * that a storage takes. A field that is withheld from the actor is unknown to it.
 */
final class Binder {
  private static final int MOST_LEVELS = 20;
  private static final int MOST_CONDITIONS = 200;

  private final Schema schema;
  private final Declaration<?> type;
  private final @Nullable Actor actor;
  private final Function<Declaration<?>, Map<String, CustomField>> custom;
  private int conditions;
  private boolean hasUnindexed;

  /** Binds for an actor, or for the system itself if {@code actor} is null. */
  Binder(
      Schema schema,
      Declaration<?> type,
      @Nullable Actor actor,
      Function<Declaration<?>, Map<String, CustomField>> custom) {
    this.schema = schema;
    this.type = type;
    this.actor = actor;
    this.custom = custom;
  }

  /** Returns whether something that was bound has no index to find rows by. */
  boolean hasUnindexed() {
    return hasUnindexed;
  }

  /** Returns the condition with its operands as a storage takes them. */
  Condition bind(Condition condition) {
    return bind(type, condition, 0);
  }

  /** Returns the keys of the order, the default one if there are none. */
  List<Sort> bind(List<Sort> sorts) {
    if (sorts.isEmpty()) {
      return List.of(new Sort("createdAt", true));
    }
    for (Sort sort : sorts) {
      Field field = sort.field().startsWith("custom.") ? null : field(type, sort.field());
      if (field == null) {
        customType(type, sort.field());
      } else if (field.isEncrypted() || field.isList()) {
        throw unknown(sort.field(), "cannot be sorted by");
      }
    }
    Sort first = sorts.get(0);
    hasUnindexed |= type.find(first.field()).map(field -> !isIndexed(type, field)).orElse(false);
    return List.copyOf(sorts);
  }

  private Condition bind(Declaration<?> of, Condition condition, int level) {
    if (level > MOST_LEVELS || ++conditions > MOST_CONDITIONS) {
      throw new InvalidRequestException(
          "CONDITION_TOO_LARGE",
          "a condition has at most " + MOST_LEVELS + " levels and " + MOST_CONDITIONS + " parts");
    }
    if (condition instanceof Condition.All all) {
      return new Condition.All(bindAll(of, all.conditions(), level));
    }
    if (condition instanceof Condition.Any any) {
      return new Condition.Any(bindAll(of, any.conditions(), level));
    }
    if (condition instanceof Condition.Not not) {
      return new Condition.Not(bind(of, not.condition(), level + 1));
    }
    if (condition instanceof Condition.Compare compare) {
      return compare(of, compare);
    }
    if (condition instanceof Condition.In in) {
      List<Object> operands = new ArrayList<>();
      in.operands().forEach(operand -> operands.add(operand(of, in.field(), operand)));
      noteIndex(of, in.field());
      return new Condition.In(in.field(), operands);
    }
    if (condition instanceof Condition.IsNull isNull) {
      if (isNull.field().startsWith("custom.")) {
        customType(of, isNull.field());
      } else {
        field(of, isNull.field());
      }
      noteIndex(of, isNull.field());
      return isNull;
    }
    Condition.Has has = (Condition.Has) condition;
    return new Condition.Has(
        has.field(), bind(target(of, has.field()), has.condition(), level + 1));
  }

  private List<Condition> bindAll(Declaration<?> of, List<Condition> parts, int level) {
    List<Condition> bound = new ArrayList<>(parts.size());
    parts.forEach(part -> bound.add(bind(of, part, level + 1)));
    return bound;
  }

  private Condition compare(Declaration<?> of, Condition.Compare compare) {
    if (compare.op() == Op.CONTAINS || compare.op() == Op.STARTS_WITH) {
      Field field = field(of, compare.field());
      if (field.valueType().kind() != ValueType.Kind.TEXT
          || !(compare.operand() instanceof String)) {
        throw unknown(compare.field(), "is no text, which contains and startsWith ask for");
      }
      hasUnindexed = true;
      return compare;
    }
    noteIndex(of, compare.field());
    return new Condition.Compare(
        compare.field(), compare.op(), operand(of, compare.field(), compare.operand()));
  }

  private void noteIndex(Declaration<?> of, String path) {
    hasUnindexed |=
        of.find(path).map(field -> !field.isList() && !isIndexed(of, field)).orElse(false);
  }

  private static boolean isIndexed(Declaration<?> of, Field field) {
    return field.isIndexed() || field == of.parent();
  }

  /** Returns what comparisons with a field are made of; an element for a list. */
  ValueType<Object> typeOf(Declaration<?> of, String path) {
    if (path.startsWith("custom.")) {
      ValueType<Object> valueType = customType(of, path);
      ValueType<Object> element = valueType.element();
      return element == null ? valueType : element;
    }
    return field(of, path).valueType();
  }

  /** Checks that there is a field of this path, which need not be one to ask for. */
  void known(Declaration<?> of, String path) {
    boolean isCustom =
        path.startsWith("custom.")
            && custom.apply(of).containsKey(path.substring("custom.".length()));
    if (!isCustom && (of.find(path).isEmpty() || isWithheld(of, path))) {
      throw unknown(path, "is no field of " + of.name());
    }
  }

  private Object operand(Declaration<?> of, String path, Object operand) {
    try {
      if (path.startsWith("custom.")) {
        ValueType<Object> valueType = customType(of, path);
        ValueType<Object> element = valueType.element();
        ValueType<Object> one = element == null ? valueType : element;
        return one.comparable(operand instanceof String text ? one.parseOperand(text) : operand);
      }
      Field field = field(of, path);
      Object value = typed(field, operand);
      Object part = field.type().comparable(value);
      return field.isList() ? part : value;
    } catch (ValueFormatException e) {
      throw InvalidRequestException.parameter(e.code(), path, e.getMessage());
    }
  }

  private static Object typed(Field field, Object operand) {
    ValueType<Object> one = field.valueType();
    boolean fits =
        switch (one.kind()) {
          case MONEY -> operand instanceof Money || operand instanceof BigDecimal;
          case ID -> operand instanceof Id;
          case REF -> operand instanceof Ref;
          default -> one.javaType().isInstance(operand);
        };
    if (fits) {
      return operand;
    }
    if (operand instanceof Integer number && one.javaType() == Long.class) {
      return number.longValue();
    }
    if (operand instanceof String text) {
      return one.parseOperand(text);
    }
    throw new ValueFormatException(
        "INVALID_TYPE", "is compared with " + operand.getClass().getSimpleName());
  }

  private Field field(Declaration<?> of, String path) {
    Field field = of.find(path).orElse(null);
    if (field == null || isWithheld(of, path)) {
      throw unknown(path, "is no field of " + of.name());
    }
    if (field.isEncrypted()) {
      throw unknown(path, "is encrypted and cannot be asked for");
    }
    return field;
  }

  private boolean isWithheld(Declaration<?> of, String path) {
    return of.find(path).filter(field -> FieldRights.isWithheld(actor, of, field)).isPresent();
  }

  private ValueType<Object> customType(Declaration<?> of, String path) {
    CustomField field = custom.apply(of).get(path.substring("custom.".length()));
    if (field == null) {
      throw unknown(path, "is no field of " + of.name());
    }
    if (!field.isFilterable()) {
      throw unknown(path, "is not filterable");
    }
    return CustomFields.valueType(field);
  }

  Declaration<?> target(Declaration<?> of, String path) {
    Field field = field(of, path);
    if (!field.isReference() || field.isList() || field.targets().size() != 1) {
      throw unknown(path, "refers to no single type");
    }
    return schema.type(field.targets().iterator().next());
  }

  private static InvalidRequestException unknown(String path, String message) {
    return InvalidRequestException.parameter("UNKNOWN_FIELD", path, message);
  }
}
