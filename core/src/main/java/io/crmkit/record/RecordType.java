package io.crmkit.record;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a Java record as a type of record: its name gives the table, the REST path, the prefix
 * of permissions and of events.
 *
 * <p>Each component is a field: text, {@code boolean}, {@code int}, {@code long}, {@link
 * java.math.BigDecimal} with {@link Scale}, {@link Money}, {@link java.util.Currency}, {@link
 * java.time.Instant}, {@link java.time.LocalDate}, {@link java.time.Duration}, {@link
 * java.util.Locale}, {@link java.time.ZoneId}, an enum, an {@link Id}, a {@link Ref}, a list of
 * these, or a record of these (a value record, whose fields become columns with a prefix). A
 * component is required unless it is {@code @Nullable}, has a {@link Default}, or is {@link
 * Managed}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface RecordType {
  /** The name in singular kebab-case, for example {@code line-item}. */
  String value();

  /** The plural for paths; by default made from the name by the rules of English. */
  String plural() default "";

  /** Whether deletion can be undone. */
  boolean soft() default false;

  /** Whether each row is about one person, so that every field needs a privacy policy. */
  boolean person() default false;

  /** Whether rows stand outside of any organization, such as users. */
  boolean platform() default false;

  /** Whether rows stay out of reach of {@code Records} and HTTP. */
  boolean hidden() default false;

  /**
   * Whether changes are events. False for what the product notes on its own doings, such as tries
   * to deliver: it has no history, and nobody hears of it.
   */
  boolean logged() default true;

  /** What callers may do; by default everything. */
  Verb[] verbs() default {Verb.CREATE, Verb.READ, Verb.UPDATE, Verb.DELETE};

  /** Named actions beside the verbs, each with a permission of its own: {@code lead:convert}. */
  String[] actions() default {};

  /**
   * Sets of fields whose values are unique together among living rows, each as {@code
   * "pipelineId,name"}.
   */
  String[] unique() default {};

  /** Sets of fields that are indexed together, each as {@code "base,quote,day"}. */
  String[] indexes() default {};
}
