package io.crmkit.server;

/** Runs the server from the command line. */
public final class Main {
  private Main() {}

  /** Runs a command; see {@code help}. */
  public static void main(String[] arguments) {
    int status = Commands.ofProcess().run(arguments);
    if (status != 0) {
      System.exit(status);
    }
  }
}
