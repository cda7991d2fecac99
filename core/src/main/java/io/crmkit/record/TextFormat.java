package io.crmkit.record;

/** The form of a text. A text is brought to its form on every way in, or refused by name. */
public enum TextFormat {
  /** Anything. */
  PLAIN,
  /** An e-mail address, folded to lower case. */
  EMAIL,
  /** A phone number: E.164 where it can be read as one, otherwise as typed. */
  PHONE,
  /** An absolute address of scheme http or https. */
  URL,
  /** Lower-case letters, digits and hyphens: {@code [a-z0-9-]}. */
  SLUG,
  /** A host name, folded to lower case. */
  DOMAIN,
  /** A digest in lower-case hexadecimal digits. */
  HASH,
  /** A schedule of five fields. */
  CRON,
  /** A JSON document; its size is bounded in bytes. */
  JSON
}
