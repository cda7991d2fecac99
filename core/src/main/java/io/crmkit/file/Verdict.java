package io.crmkit.file;

/**
 * What a scanner says of a file.
 *
 * @param outcome what came out
 * @param detail the name of what was found, or why the file was not scanned; empty if it is clean
 * @since 0.1
 */
public record Verdict(Outcome outcome, String detail) {
  /** Nothing was found. */
  public static final Verdict CLEAN = new Verdict(Outcome.CLEAN, "");

  /** What may come out. */
  public enum Outcome {
    /** It was looked at to its end, and nothing was found. */
    CLEAN,
    /** Something was found. */
    INFECTED,
    /** It was not looked at, and will not be: it is too large for the scanner. */
    NOT_SCANNED
  }

  /** Returns that something of this name was found. */
  public static Verdict infected(String name) {
    return new Verdict(Outcome.INFECTED, name);
  }

  /** Returns that the file was not looked at, and why. */
  public static Verdict notScanned(String reason) {
    return new Verdict(Outcome.NOT_SCANNED, reason);
  }

  /** Returns whether it may be used. */
  public boolean isClean() {
    return outcome == Outcome.CLEAN;
  }
}
