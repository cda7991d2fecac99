package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.HALL;
import static io.crmkit.testkit.Samples.PATRON;
import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Sort;
import io.crmkit.storage.Position;
import io.crmkit.storage.Selection;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import io.crmkit.testkit.Samples.Level;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether every filter and order that an index is declared for is answered by an index. */
final class PlansTest {
  private static final UUID ORGANIZATION = Rows.newId();

  @TempDir private Path folder;

  private record Question(Declaration<?> type, Selection selection) {}

  private static List<Question> questions() {
    List<Question> questions = new ArrayList<>();
    Id<Samples.Patron> patron = new Id<>(Rows.newId());
    Instant instant = Instant.parse("2026-01-01T00:00:00Z");
    for (Condition each :
        List.of(
            Condition.eq("name", "Sorano"),
            Condition.eq("slug", "sorano"),
            Condition.eq("level", Level.SMALL),
            Condition.between("visitors", 1L, 9L),
            Condition.compare("fee", Op.GT, Money.of("5", "EUR")),
            Condition.eq("patronId", patron),
            Condition.in("patronId", List.of(patron, new Id<Samples.Patron>(Rows.newId()))),
            Condition.compare("times.opensAt", Op.LT, instant),
            Condition.eq("tags", "jazz"),
            Condition.eq("friends", patron.value()),
            Condition.eq("custom.size", 3L),
            Condition.eq("id", patron),
            new Condition.Has("patronId", Condition.eq("email", "awa@example.org")),
            Condition.always())) {
      questions.add(new Question(VENUE, Selection.of(each, 25)));
    }
    for (String sort : List.of("name", "slug", "level", "visitors", "fee", "createdAt", "id")) {
      for (boolean isDescending : List.of(true, false)) {
        Selection first = sorted(sort, isDescending, null);
        questions.add(new Question(VENUE, first));
        Object key =
            switch (sort) {
              case "name", "slug" -> "m";
              case "id" -> Rows.newId();
              default -> 1L;
            };
        Position after = new Position(List.of(key), Rows.newId());
        questions.add(new Question(VENUE, first.from(after)));
      }
    }
    Selection byWord =
        new Selection(
            Condition.always(),
            List.of("so", "ran"),
            List.of(new Sort("createdAt", true)),
            null,
            25,
            false);
    questions.add(new Question(VENUE, byWord));
    questions.add(new Question(PATRON, byWord));
    questions.add(
        new Question(HALL, Selection.of(Condition.eq("venueId", new Id<>(Rows.newId())), 25)));
    return questions;
  }

  private static Selection sorted(String field, boolean isDescending, Position after) {
    return new Selection(
        Condition.always(), List.of(), List.of(new Sort(field, isDescending)), after, 25, false);
  }

  /** Runs a question and returns the statements that it came to. */
  private static List<String> statements(Connection connection, Dialect dialect, Question asked) {
    List<String> texts = new ArrayList<>();
    Connection recording =
        (Connection)
            Proxy.newProxyInstance(
                PlansTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals("prepareStatement")) {
                    texts.add((String) arguments[0]);
                  }
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    Map<String, Integer> numbers = Map.of("venue", 1, "patron", 2, "venue-hall", 3, "curator", 4);
    Tables tables = new Tables(Samples.SCHEMA, dialect, numbers);
    RowTable table = tables.of(asked.type());
    new Selecting(new Session(recording, dialect, false), tables, ORGANIZATION, table)
        .select(asked.selection());
    return texts;
  }

  private static void fill(JdbcStorage storage) {
    for (int i = 0; i < 20; i++) {
      List<io.crmkit.storage.Indexed> rows = new ArrayList<>();
      for (int n = 0; n < 100; n++) {
        rows.add(
            Rows.of(
                VENUE,
                "name",
                "Sorano " + i + " " + n,
                "tags",
                List.of("t" + n),
                "custom",
                "{\"size\":" + n + "}"));
      }
      UUID organization = i % 4 == 0 ? ORGANIZATION : Rows.newId();
      storage.transact(
          organization,
          unit -> {
            unit.insert(VENUE, rows);
            return rows;
          });
    }
  }

  @Test
  void select_onSqlite_walksAnIndex() throws SQLException {
    Path file = folder.resolve("crm.db");
    try (JdbcStorage storage = JdbcStorage.sqlite(file);
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      storage.open(Samples.SCHEMA);
      fill(storage);
      List<String> slow = new ArrayList<>();
      for (Question question : questions()) {
        for (String text : statements(connection, new SqliteDialect(), question)) {
          try (ResultSet plan = statement.executeQuery("EXPLAIN QUERY PLAN " + text)) {
            while (plan.next()) {
              String step = plan.getString("detail");
              boolean isWalkOfAll =
                  step.matches("SCAN (t|w0|e\\d+|r\\d+)\\b.*") || step.contains("AUTOMATIC");
              if (isWalkOfAll
                  || (isSorting(step)
                      && question.selection().words().isEmpty()
                      && question.selection().where().equals(Condition.always()))) {
                slow.add(question.selection() + ": " + step + " in " + text);
              }
            }
          }
        }
      }
      assertThat(slow).isEmpty();
    }
  }

  /** The last key alone is sorted where a unique index, which ends before the id, is walked. */
  private static boolean isSorting(String step) {
    return step.startsWith("USE TEMP B-TREE FOR ORDER BY");
  }

  @Test
  void select_onPostgres_walksAnIndex() throws SQLException {
    String url = PostgresServer.newDatabase();
    try (JdbcStorage storage = PostgresServer.storage(url);
        Connection connection = DriverManager.getConnection(url, "postgres", "postgres");
        Connection explaining =
            DriverManager.getConnection(url + "?preferQueryMode=simple", "postgres", "postgres");
        Statement statement = explaining.createStatement()) {
      storage.open(Samples.SCHEMA);
      fill(storage);
      statement.execute("ANALYZE");
      statement.execute("SET enable_seqscan = off");
      statement.execute("SET enable_bitmapscan = off"); // which pays in a table as small as this
      List<String> slow = new ArrayList<>();
      for (Question question : questions()) {
        for (String text : statements(connection, new PostgresDialect(), question)) {
          String plan = plan(statement, numbered(text));
          boolean isSorted =
              Arrays.stream(plan.split("\n")).anyMatch(line -> line.matches("\\W*Sort"));
          if (plan.contains("Seq Scan")
              || (isSorted
                  && question.selection().words().isEmpty()
                  && question.selection().where().equals(Condition.always()))) {
            slow.add(question.selection() + ": " + plan + " of " + text);
          }
        }
      }
      assertThat(slow).isEmpty();
    }
  }

  private static String numbered(String text) {
    String numbered = text;
    for (int number = 1; numbered.contains("?"); number++) {
      numbered = numbered.replaceFirst("\\?", "\\$" + number);
    }
    return numbered;
  }

  private static String plan(Statement statement, String text) throws SQLException {
    List<String> lines = new ArrayList<>();
    try (ResultSet result = statement.executeQuery("EXPLAIN (GENERIC_PLAN, COSTS OFF) " + text)) {
      while (result.next()) {
        lines.add(result.getString(1));
      }
    }
    return String.join("\n", lines);
  }

  @Test
  void successor_ofPrefixes_isTheNextText() {
    assertThat(Words.successor("ab")).isEqualTo("ac");
    assertThat(Words.successor("a\uD7FF")).isEqualTo("a\uE000");
    assertThat(Words.successor("a" + Character.toString(Character.MAX_CODE_POINT))).isEqualTo("b");
    assertThat(Words.successor("")).isEmpty();
  }
}
