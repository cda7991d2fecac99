package io.crmkit.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares rows that live and die with a parent row: scope, deletion and erasure come from it, and
 * a change of the part raises its version. The parent is the component of type {@code Id<Parent>}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface PartOf {
  /** The type of the parent. */
  Class<? extends Record> value();
}
