package io.crmkit.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The record that a row hangs on: who may read that may read the row, beside those in whose scope
 * the row is by itself. A list shows such rows where it asks for those of one record. The right to
 * read the type at all is asked for as ever; changing the row takes rights to the row itself.
 */
@Documented
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface AttachedTo {}
