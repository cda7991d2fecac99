package io.crmkit.storage.jdbc;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** A process that locks a SQLite file, says so, and holds it until its input ends. */
final class LockHolder {
  private LockHolder() {}

  /** Locks the file named. */
  public static void main(String... arguments) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + arguments[0]);
        Statement statement = connection.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      System.out.println("locked");
      System.in.transferTo(System.err);
      statement.execute("ROLLBACK");
    }
  }
}
