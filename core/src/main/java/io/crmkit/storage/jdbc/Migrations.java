package io.crmkit.storage.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Runs the committed migrations, with a history of their own beside the host's. */
final class Migrations {
  private static final String HISTORY = "crmkit_schema_history";
  private static final String FOLDER = "classpath:io/crmkit/storage/jdbc/migration/";

  private final @Nullable DataSource dataSource;
  private final @Nullable String url;
  private final List<String> locations;

  private Migrations(
      @Nullable DataSource dataSource, @Nullable String url, List<String> locations) {
    this.dataSource = dataSource;
    this.url = url;
    this.locations = locations;
  }

  static Migrations of(String url, List<String> locations) {
    return new Migrations(null, url, locations);
  }

  static Migrations of(DataSource dataSource, List<String> locations) {
    return new Migrations(dataSource, null, locations);
  }

  void run(Dialect dialect) {
    Dependencies.require("org.flywaydb.core.Flyway", "org.flywaydb:flyway-core");
    if (dialect instanceof PostgresDialect) {
      Dependencies.require(
          "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
          "org.flywaydb:flyway-database-postgresql");
    } else if (dialect instanceof MariaDbDialect) {
      Dependencies.require(
          "org.flywaydb.database.mysql.mariadb.MariaDBDatabaseType", "org.flywaydb:flyway-mysql");
    }
    List<String> all = new ArrayList<>(List.of(FOLDER + dialect.folder()));
    all.addAll(locations);
    FluentConfiguration configuration =
        Flyway.configure(Migrations.class.getClassLoader())
            .locations(all.toArray(String[]::new))
            .table(HISTORY)
            .baselineOnMigrate(true) // the host has tables of its own
            .baselineVersion("0");
    (dataSource != null
            ? configuration.dataSource(dataSource)
            : configuration.dataSource(Objects.requireNonNull(url), "", ""))
        .load()
        .migrate();
  }
}
