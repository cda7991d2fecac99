package io.crmkit.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A field that lists filter and sort by at any size; on a value record, all of its fields. */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Indexed {
  /**
   * Whether it has an index of its own. False if one of {@link RecordType#indexes} that ends with
   * it does: lists by it then name the fields before it, or are short. It keeps a planner from
   * walking all rows in the order of this field to find the few that the others name.
   */
  boolean own() default true;
}
