package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import io.crmkit.record.Schema;
import io.crmkit.storage.Row;
import io.crmkit.storage.Selection;
import io.crmkit.storage.jdbc.JdbcStorage.SchemaMode;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables that are made, migrated, compared. */
final class SchemaTest {
  private static final UUID ORGANIZATION = Rows.newId();

  @TempDir private Path folder;

  /** Before. */
  enum Color {
    RED,
    GREEN
  }

  /** With one more at the end. */
  enum Longer {
    RED,
    GREEN,
    BLUE
  }

  /** With another order. */
  enum Turned {
    GREEN,
    RED
  }

  @RecordType("pen")
  record Pen(@Size(max = 50) String name, @Nullable Color color) {}

  @RecordType("pen")
  record LongerPen(
      @Size(max = 50) String name,
      @Nullable Longer color,
      @Size(max = 50) @Indexed @Nullable String maker) {}

  @RecordType("pen")
  record TurnedPen(@Size(max = 50) String name, @Nullable Turned color) {}

  private JdbcStorage opened(SchemaMode mode, Class<?>... types) {
    JdbcStorage storage = JdbcStorage.builder().sqlite(file()).schema(mode).build();
    storage.open(schema(types));
    return storage;
  }

  private static Schema schema(Class<?>... types) {
    return new Schema(List.of(types).stream().<Declaration<?>>map(Declaration::of).toList());
  }

  private Path file() {
    return folder.resolve("crm.db");
  }

  private void run(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
        Statement statement = connection.createStatement()) {
      for (String each : statements) {
        statement.execute(each);
      }
    }
  }

  @Test
  void open_newFieldAndConstant_keepsWhatIsStored() {
    io.crmkit.storage.Indexed pen =
        Rows.of(Declaration.of(Pen.class), "name", "Bic", "color", Color.GREEN);
    try (JdbcStorage before = JdbcStorage.sqlite(file())) {
      Declaration<?> type = Declaration.of(Pen.class);
      before.open(new Schema(List.of(type)));
      before.transact(
          ORGANIZATION,
          unit -> {
            unit.insert(type, List.of(pen));
            return pen;
          });
    }

    try (JdbcStorage after = JdbcStorage.sqlite(file())) {
      Declaration<?> type = Declaration.of(LongerPen.class);
      after.open(new Schema(List.of(type)));
      Row found = after.read(ORGANIZATION).find(type, pen.row().id()).orElseThrow();

      assertThat(found.values()).containsExactly("Bic", Longer.GREEN, null);
      assertThat(
              after
                  .read(ORGANIZATION)
                  .select(type, Selection.of(Condition.eq("maker", "Bic"), 10))
                  .rows())
          .isEmpty();
    }
    opened(SchemaMode.VALIDATE, LongerPen.class).close();
  }

  @Test
  void open_constantsMoved_isRefusedNamingThem() {
    opened(SchemaMode.CREATE_MISSING, Pen.class).close();

    assertThatIllegalStateException()
        .isThrownBy(() -> opened(SchemaMode.CREATE_MISSING, TurnedPen.class))
        .withMessageContaining("pen.color is stored as [RED, GREEN] and declared as [GREEN, RED]");
    opened(SchemaMode.CREATE_MISSING, LongerPen.class).close();
    assertThatIllegalStateException()
        .isThrownBy(() -> opened(SchemaMode.CREATE_MISSING, Pen.class))
        .withMessageContaining("[RED, GREEN, BLUE]");
  }

  @Test
  void open_validatedTablesDiffer_namesEachDifference() throws Exception {
    opened(SchemaMode.CREATE_MISSING, LongerPen.class).close();
    run(
        "DROP INDEX pen__maker_idx",
        "DROP INDEX pen__created_at_idx",
        "CREATE INDEX pen__created_at_idx ON pen (created_at)",
        "ALTER TABLE pen DROP COLUMN color",
        "ALTER TABLE pen ADD COLUMN extra TEXT NOT NULL DEFAULT ''",
        "DROP TABLE crmkit_note");

    assertThatIllegalStateException()
        .isThrownBy(() -> opened(SchemaMode.VALIDATE, LongerPen.class))
        .withMessageContaining("table crmkit_note is missing")
        .withMessageContaining("column pen.color is missing")
        .withMessageContaining("column pen.extra is required, yet not declared")
        .withMessageContaining("index pen__maker_idx is missing")
        .withMessageContaining("index pen__created_at_idx is [created_at] and not");
  }

  @Test
  void open_migrating_makesTheKernelAndNamesWhatTheHostOwes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> opened(SchemaMode.MIGRATE, Pen.class))
        .withMessage("the database does not fit the declared types: table pen is missing");
    assertThatCode(() -> opened(SchemaMode.MIGRATE).close()).doesNotThrowAnyException();
  }

  @Test
  void open_migratingServers_makesTheKernel() {
    List<JdbcStorage.Builder> builders =
        List.of(
            JdbcStorage.builder().connect(PostgresServer.newDatabase(), "postgres", "postgres"),
            JdbcStorage.builder().connect(MariaDbServer.newDatabase(), "root", ""));
    for (JdbcStorage.Builder builder : builders) {
      try (JdbcStorage storage = builder.build()) {
        storage.open(new Schema(List.of()));

        assertThat(storage.lastPosition()).isZero();
      }
    }
  }

  @Test
  void open_serversAgain_findWhatTheyMade() {
    String postgres = PostgresServer.newDatabase();
    String mariaDb = MariaDbServer.newDatabase();
    for (SchemaMode mode : List.of(SchemaMode.CREATE_MISSING, SchemaMode.VALIDATE)) {
      for (JdbcStorage.Builder builder :
          List.of(
              JdbcStorage.builder().connect(postgres, "postgres", "postgres"),
              JdbcStorage.builder().connect(mariaDb, "root", ""))) {
        try (JdbcStorage storage = builder.schema(mode).build()) {
          assertThatCode(() -> storage.open(Samples.SCHEMA)).doesNotThrowAnyException();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void kernel_rendered_isTheCommittedMigration(SchemaSql.Product product) throws IOException {
    String name = "migration/" + product.name().toLowerCase(java.util.Locale.ROOT);
    try (InputStream file = JdbcStorage.class.getResourceAsStream(name + "/V1__kernel.sql")) {
      String committed = new String(file.readAllBytes(), StandardCharsets.UTF_8);

      assertThat(SchemaSql.script(SchemaSql.of(product).kernel())).isEqualTo(committed);
    }
  }

  @Test
  void build_noDriverOrNoDatabase_saysWhatIsMissing() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Dependencies.require("org.missing.Driver", "org.missing:driver"))
        .withMessageContaining("org.missing:driver");
    assertThatIllegalStateException()
        .isThrownBy(() -> JdbcStorage.builder().build())
        .withMessageContaining("a file, a data source or an address");
  }
}
