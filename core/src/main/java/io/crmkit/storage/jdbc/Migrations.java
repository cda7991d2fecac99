package io.crmkit.storage.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;

/** Runs the committed migrations, with a history of their own beside the host's. */
final class Migrations {
  static final String HISTORY = "crmkit_schema_history";
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

  /** Runs what has not run yet. */
  void run(Dialect dialect) {
    // the host may have tables of its own
    flyway(dialect, configuration -> configuration.baselineOnMigrate(true).baselineVersion("0"))
        .migrate();
  }

  /** Records all migrations as run, of tables that are already as the newest one leaves them. */
  void record(Dialect dialect) {
    MigrationInfo[] known = flyway(dialect, configuration -> configuration).info().all();
    String newest = known[known.length - 1].getVersion().getVersion();
    flyway(dialect, configuration -> configuration.baselineVersion(newest)).baseline();
  }

  private Flyway flyway(Dialect dialect, UnaryOperator<FluentConfiguration> settings) {
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
            .table(HISTORY);
    FluentConfiguration connected =
        dataSource != null
            ? configuration.dataSource(dataSource)
            : configuration.dataSource(Objects.requireNonNull(url), "", "");
    return settings.apply(connected).load();
  }
}
