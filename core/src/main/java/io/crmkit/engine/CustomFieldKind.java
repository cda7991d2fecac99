package io.crmkit.engine;

/** What a custom field holds. */
public enum CustomFieldKind {
  /** Up to 1,000 characters. */
  TEXT,
  /** Up to 20,000 characters, never filtered. */
  LONG_TEXT,
  /** Yes or no. */
  BOOLEAN,
  /** A whole number of 64 bits. */
  INTEGER,
  /** A number with up to 6 decimals. */
  DECIMAL,
  /** An amount with its currency. */
  MONEY,
  /** A day. */
  DATE,
  /** A point in time. */
  INSTANT,
  /** One of the options. */
  CHOICE,
  /** Some of the options. */
  MULTI_CHOICE,
  /** An e-mail address. */
  EMAIL,
  /** A phone number. */
  PHONE,
  /** An absolute http or https address. */
  URL,
  /** A link to a record, as {@code type:ID}. */
  REFERENCE
}
