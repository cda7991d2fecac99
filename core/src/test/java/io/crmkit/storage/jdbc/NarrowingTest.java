package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.storage.Indexed;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import io.crmkit.testkit.Samples.Level;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NarrowingTest {
  private static final Declaration<Samples.Venue> VENUE = Samples.SCHEMA.type(Samples.Venue.class);
  private static final UUID ORGANIZATION = Rows.newId();
  private static final int MANY = 2_100;

  @TempDir private Path folder;

  @Test
  void rarest_ofACommonAndARarePart_asksForTheRareOne() throws Exception {
    Path file = folder.resolve("crm.db");
    try (JdbcStorage storage = JdbcStorage.sqlite(file);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
      storage.open(Samples.SCHEMA);
      storage.transact(
          ORGANIZATION,
          unit -> {
            List<Indexed> rows = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
              rows.add(Rows.of(VENUE, "name", "Sorano " + i, "level", Level.SMALL));
            }
            unit.insert(VENUE, rows);
            return rows;
          });
      SqliteDialect dialect = new SqliteDialect();
      Session session = new Session(connection, dialect, false);
      Tables tables = new Tables(Samples.SCHEMA, dialect, Map.of());
      Condition common = Condition.eq("level", Level.SMALL);
      Condition rare = Condition.eq("name", "Sorano 7");

      assertThat(rarest(session, tables, common)).isEmpty();
      assertThat(rarest(session, tables, Condition.all(common, rare))).contains("\"name\" = ?");
      assertThat(rarest(session, tables, Condition.eq("patronId", new Id<>(Rows.newId()))))
          .contains("\"patron_id\" = ?");
      assertThat(rarest(session, tables, Condition.compare("name", Condition.Op.GT, "S")))
          .isEmpty();
      assertThat(rarest(session, tables, Condition.always())).isEmpty();
    }
  }

  private static String rarest(Session session, Tables tables, Condition where) {
    RowTable table = tables.of(VENUE);
    Selection selection = Selection.of(where, 25);
    return tables.narrowing().rarest(session, tables, ORGANIZATION, table, selection).text();
  }
}
