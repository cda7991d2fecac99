package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Crm;
import io.crmkit.CrmBuilder;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.record.Query;
import io.crmkit.record.Schema;
import io.crmkit.sales.Pipeline;
import io.crmkit.storage.jdbc.JdbcStorage.SchemaMode;
import io.crmkit.storage.jdbc.SchemaSql.Product;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The committed migrations make the tables that the declarations ask for. With {@code
 * -Dcrmkit.migrations.write=true} the text is written anew, to be read and committed.
 */
final class MigrationsTest {
  private static final String FILE = "V2__records.sql";

  @TempDir private Path folder;

  private static String declared(Product product) {
    Schema schema = CrmBuilder.builtInSchema();
    return SchemaSql.script(SchemaSql.of(product).types(schema, schema.types()));
  }

  private static Path file(Product product) {
    return Path.of("src/main/resources/io/crmkit/storage/jdbc/migration")
        .resolve(product.name().toLowerCase(Locale.ROOT))
        .resolve(FILE);
  }

  @ParameterizedTest
  @EnumSource(Product.class)
  void migration_equalsTheDeclarations(Product product) throws IOException {
    if (Boolean.getBoolean("crmkit.migrations.write")) {
      Files.writeString(file(product), declared(product));
    }

    assertThat(Files.readString(file(product), StandardCharsets.UTF_8))
        .as("a declaration changed: add a migration")
        .isEqualTo(declared(product));
  }

  @Test
  void sqlite_migrated_fitsTheDeclarations() {
    usable(
        JdbcStorage.builder().sqlite(folder.resolve("crm.db")).schema(SchemaMode.MIGRATE).build());
  }

  @Test
  void postgresql_migrated_fitsTheDeclarations() {
    usable(JdbcStorage.connect(PostgresServer.newDatabase(), "postgres", "postgres"));
  }

  @Test
  void mariadb_migrated_fitsTheDeclarations() {
    usable(JdbcStorage.connect(MariaDbServer.newDatabase(), "root", ""));
  }

  @Test
  void sqlite_madeByDeclaration_isMigratedFromThenOn() {
    usableThenMigrated(
        JdbcStorage.sqlite(folder.resolve("crm.db")),
        () ->
            JdbcStorage.builder()
                .sqlite(folder.resolve("crm.db"))
                .schema(SchemaMode.MIGRATE)
                .build());
  }

  @Test
  void postgresql_madeByDeclaration_isMigratedFromThenOn() {
    String url = PostgresServer.newDatabase();
    usableThenMigrated(
        PostgresServer.storage(url), () -> JdbcStorage.connect(url, "postgres", "postgres"));
  }

  private static void usableThenMigrated(JdbcStorage first, Supplier<JdbcStorage> migrating) {
    usable(first);
    for (int i = 0; i < 2; i++) {
      try (JdbcStorage again = migrating.get()) {
        again.open(CrmBuilder.builtInSchema());
        assertThat(again.feed(null, 0, 1)).as("what was written before").hasSize(1);
      }
    }
    usable(migrating.get(), "Later");
  }

  private static void usable(JdbcStorage storage) {
    usable(storage, "Migrated");
  }

  private static void usable(JdbcStorage storage, String name) {
    try (Crm crm = Crm.builder().storage(storage).build()) {
      UUID organization = crm.createOrganization(name);

      assertThat(
              crm.as(Actor.system(organization, "test", Grants.all()))
                  .records(Pipeline.class)
                  .list(Query.ALL)
                  .items())
          .hasSize(3);
    }
  }
}
