package io.crmkit.engine.transfer;

import io.crmkit.engine.CustomField;
import io.crmkit.record.Field;
import io.crmkit.record.ValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a column of a file stands for: a field, or a part of one.
 *
 * @param path of the field in the plain form
 * @param part which part of it
 * @param type of the field's values
 * @param field the declared field, or null for one of the organization's own
 * @param custom the organization's own field, or null
 * @param label how an export calls it
 * @param isWritable whether an import may write it
 */
record Target(
    String path,
    Part part,
    ValueType<Object> type,
    @Nullable Field field,
    @Nullable CustomField custom,
    String label,
    boolean isWritable) {

  /** Which part of a field a column holds. */
  enum Part {
    /** The value itself; of a reference what people call the record. */
    VALUE,
    /** The id of a reference. */
    ID,
    /** The currency of an amount. */
    CURRENCY,
    /** The id of the row's own record. */
    RECORD,
    /** When the row's own record was made. */
    CREATED_AT,
    /** When the row's own record was last changed. */
    UPDATED_AT,
    /** The version of the row's own record. */
    VERSION
  }

  /** Returns the name by which a mapping calls this. */
  String name() {
    return switch (part) {
      case ID -> path + ".id";
      case CURRENCY -> path + ".currency";
      default -> path;
    };
  }

  /** Returns this under another label. */
  Target called(String newLabel) {
    return new Target(path, part, type, field, custom, newLabel, isWritable);
  }

  boolean isReference() {
    ValueType<Object> element = type.element();
    ValueType.Kind kind = (element == null ? type : element).kind();
    return kind == ValueType.Kind.ID || kind == ValueType.Kind.REF;
  }

  boolean isList() {
    return type.kind() == ValueType.Kind.LIST;
  }

  boolean isMoney() {
    return type.kind() == ValueType.Kind.MONEY;
  }

  Set<String> targets() {
    return field == null ? Set.of() : field.targets();
  }
}
