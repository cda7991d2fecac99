package io.crmkit.record;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One component of a declared record: a field, or a group of fields that a value record holds.
 *
 * @param name name of the component
 * @param field the field, or null for a group
 * @param group the components of the value record; empty for a field
 * @param isNullable whether a group may be absent as a whole
 * @param javaType the value record of a group, else the class of the component
 */
public record Component(
    String name,
    @Nullable Field field,
    List<Component> group,
    boolean isNullable,
    Class<?> javaType) {

  /** Copies the list. */
  public Component {
    group = List.copyOf(group);
  }
}
