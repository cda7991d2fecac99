package io.crmkit.engine.transfer;

import java.nio.charset.Charset;
import java.util.List;

/**
 * What a file turned out to be.
 *
 * @param format what its rows are written as
 * @param charset the encoding of its text
 * @param isCharsetGuessed whether neither a mark nor the caller named the encoding
 * @param separator the sign between values
 * @param skipLines lines before the headings
 * @param isPadded whether blanks stand between separators and quotes
 * @param headings one for each column, trimmed, repeated ones numbered; empty for JSON Lines
 */
public record FileShape(
    FileFormat format,
    Charset charset,
    boolean isCharsetGuessed,
    char separator,
    int skipLines,
    boolean isPadded,
    List<String> headings) {
  /** Copies the list. */
  public FileShape {
    headings = List.copyOf(headings);
  }
}
