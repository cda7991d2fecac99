package io.crmkit.engine.transfer;

/** What rows are written as. */
public enum FileFormat {
  /** Values parted by a sign, headings in the first line. */
  CSV,
  /** One JSON object in each line. */
  JSON_LINES
}
