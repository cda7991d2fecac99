package io.crmkit.server;

import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far a long command is: as a bar that is drawn anew on a terminal, as a line for each
 * tenth elsewhere. Used by one thread.
 */
final class Progress {
  private static final int WIDTH = 30;
  private static final int STEPS = 10;

  private final PrintStream to;
  private final boolean isTerminal;
  private int shown = -1;
  private int longest;

  Progress(PrintStream to, boolean isTerminal) {
    this.to = to;
    this.isTerminal = isTerminal;
  }

  /**
   * Shows a state.
   *
   * @param total what {@code done} reaches, or less than zero if nobody knows
   * @param words what is shown beside it
   */
  void at(long done, long total, String words) {
    int percent = percent(done, total);
    if (isTerminal) {
      int filled = percent * WIDTH / 100;
      String bar = "#".repeat(filled) + ".".repeat(WIDTH - filled);
      draw(String.format(Locale.ROOT, "[%s] %3d%%  %s", bar, percent, words));
      return;
    }
    int step = percent / STEPS;
    if (step > shown) {
      shown = step;
      to.println(String.format(Locale.ROOT, "%3d%%  %s", percent, words));
    }
  }

  private static int percent(long done, long total) {
    if (total == 0) {
      return 100;
    }
    return total < 0 ? 0 : (int) Math.min(100, 100.0 * done / total);
  }

  private void draw(String line) {
    to.print('\r' + line + " ".repeat(Math.max(0, longest - line.length())));
    to.flush();
    longest = Math.max(longest, line.length());
  }

  /** Ends what is shown, so that further lines stand below it. */
  void end() {
    if (isTerminal && longest > 0) {
      to.println();
    }
  }
}
