package io.crmkit.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
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
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NarrowingTest {
  private static final Declaration<Samples.Venue> VENUE = Samples.SCHEMA.type(Samples.Venue.class);
  private static final UUID ORGANIZATION = Rows.newId();
  private static final int MANY = 2_100;

  @TempDir private Path folder;

  @Test
  void index_ofACommonAndARarePart_isThatOfTheRareOne() throws Exception {
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
      Condition ofNobody = Condition.eq("patronId", new Id<>(Rows.newId()));

      assertThat(index(session, tables, common)).isEmpty();
      assertThat(index(session, tables, Condition.all(common, rare))).contains("venue__name_idx");
      assertThat(index(session, tables, ofNobody)).contains("venue__patron_id_idx");
      assertThat(index(session, tables, Condition.compare("name", Op.GT, "S"))).isEmpty();
      assertThat(index(session, tables, Condition.always())).isEmpty();
      assertThat(storage.read(ORGANIZATION).select(VENUE, Selection.of(rare, 25)).rows())
          .hasSize(1);
      assertThat(storage.read(ORGANIZATION).select(VENUE, Selection.of(common, 25)).rows())
          .hasSize(25);
    }
  }

  private static Optional<String> index(Session session, Tables tables, Condition where) {
    RowTable table = tables.of(VENUE);
    Selection selection = Selection.of(where, 25);
    OrderSql order = new OrderSql(session, table, ORGANIZATION, selection.sort());
    return tables.narrowing().index(session, ORGANIZATION, table, selection, order);
  }
}
