package io.crmkit.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.crmkit.record.SearchText;
import io.crmkit.record.TimeOrderedIds;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * What one would write without CrmKit to serve the same contacts from the same tables: Javalin,
 * HikariCP and JDBC, without login, rights, validation, duplicates or events. Arguments: address of
 * the database and id of the organization. Prints where it listens.
 */
final class BareServer {
  private static final int CONNECTIONS = 16;
  private static final int VIRTUAL_THREADS = 21;
  private static final String ROWS = "SELECT * FROM contact WHERE organization_id = ?";
  private static final String LIVING = ROWS + " AND deleted_at IS NULL";
  private static final String NEWEST = " ORDER BY created_at DESC, id DESC LIMIT 25";
  private static final List<String> STATUSES =
      java.util.Arrays.stream(io.crmkit.sales.ContactStatus.values()).map(Enum::name).toList();

  private final ObjectMapper json = new ObjectMapper();
  private final TimeOrderedIds ids = new TimeOrderedIds();
  private final DataSource database;
  private final UUID organization;
  private final int type;

  private BareServer(String url, UUID organization) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("postgres");
    config.setPassword("postgres");
    config.setMaximumPoolSize(CONNECTIONS);
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    this.database = new HikariDataSource(config);
    this.organization = organization;
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement("SELECT number FROM crmkit_type WHERE name = 'contact'");
        ResultSet result = statement.executeQuery()) {
      result.next();
      this.type = result.getInt(1);
    }
  }

  public static void main(String[] arguments) throws SQLException {
    BareServer bare = new BareServer(arguments[0], UUID.fromString(arguments[1]));
    Javalin javalin =
        Javalin.create(
                config -> {
                  config.startup.showJavalinBanner = false;
                  config.concurrency.useVirtualThreads =
                      Runtime.version().feature() >= VIRTUAL_THREADS;
                  config.routes.get("/v1/contacts/{id}", bare::get);
                  config.routes.get("/v1/contacts", bare::list);
                  config.routes.post("/v1/contacts/aggregate", bare::aggregate);
                  config.routes.post("/v1/contacts", bare::create);
                })
            .start("127.0.0.1", 0);
    System.out.println("bare listens on http://127.0.0.1:" + javalin.port());
  }

  private void get(Context context) throws SQLException {
    List<Map<String, Object>> rows =
        rows(
            ROWS + " AND id = ? AND deleted_at IS NULL",
            organization,
            UUID.fromString(context.pathParam("id")));
    if (rows.isEmpty()) {
      context.status(404);
    } else {
      context.json(rows.get(0));
    }
  }

  private void list(Context context) throws SQLException {
    String search = context.queryParam("q");
    context.json(Map.of("items", search == null ? byStatus(context) : found(search)));
  }

  private List<Map<String, Object>> byStatus(Context context) throws SQLException {
    long status = STATUSES.indexOf(context.queryParam("status"));
    return rows(LIVING + " AND status = ?" + NEWEST, organization, status);
  }

  /** Finds the rows that have a word beginning so, by the table of words. */
  private List<Map<String, Object>> found(String search) throws SQLException {
    return rows(
        LIVING
            + " AND id IN (SELECT id FROM crmkit_word WHERE organization_id = ? AND type = ?"
            + " AND word >= ? AND word < ?)"
            + NEWEST,
        organization,
        organization,
        type,
        search,
        search + Character.MAX_VALUE);
  }

  private void aggregate(Context context) throws SQLException {
    context.json(
        Map.of(
            "groups",
            rows(
                "SELECT status, COUNT(*) FROM contact WHERE organization_id = ?"
                    + " AND deleted_at IS NULL GROUP BY status",
                organization)));
  }

  private List<Map<String, Object>> rows(String sql, Object... arguments) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      bind(statement, arguments);
      List<Map<String, Object>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        ResultSetMetaData columns = result.getMetaData();
        while (result.next()) {
          Map<String, Object> row = new LinkedHashMap<>();
          for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnName(i);
            if (!name.equals("search_text")) {
              row.put(name, value(name, result.getObject(i)));
            }
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  private static Object value(String column, Object value) {
    if (column.endsWith("_at") && value instanceof Long micros) {
      return Instant.ofEpochSecond(micros / 1_000_000, micros % 1_000_000 * 1_000).toString();
    }
    return column.equals("status") && value instanceof Long number
        ? STATUSES.get(number.intValue())
        : value;
  }

  private static void bind(PreparedStatement statement, Object... arguments) throws SQLException {
    for (int i = 0; i < arguments.length; i++) {
      statement.setObject(i + 1, arguments[i]);
    }
  }

  private void create(Context context) throws SQLException, IOException {
    JsonNode body = json.readTree(context.bodyAsBytes());
    Instant now = Instant.now();
    long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    String first = body.path("name").path("first").asText();
    String last = body.path("name").path("last").asText();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("organization_id", organization);
    row.put("id", ids.next(now));
    row.put("version", 1L);
    row.put("created_at", micros);
    row.put("updated_at", micros);
    row.put("name_first", first);
    row.put("name_last", last);
    row.put("name_full", first + " " + last);
    for (String column : List.of("email", "phone", "company", "role")) {
      row.put(column, body.path(column).asText());
    }
    row.put("reach_email_opt_out", false);
    row.put("reach_call_opt_out", false);
    row.put("reach_sms_opt_out", false);
    row.put("lead_source", 0L);
    row.put("lead_heat", 0L);
    row.put("heat_score", 0L);
    row.put("status", (long) STATUSES.indexOf(body.path("status").asText()));
    SortedSet<String> words = new TreeSet<>();
    for (String column : List.of("name_full", "email", "phone", "company")) {
      SearchText.addWords(String.valueOf(row.get(column)), words);
    }
    row.put("search_text", " " + String.join(" ", words));
    insert(row, words);
    row.remove("search_text");
    context.status(201).header("Location", "/v1/contacts/" + row.get("id")).json(row);
  }

  private void insert(Map<String, Object> row, SortedSet<String> words) throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement =
              connection.prepareStatement(
                  "INSERT INTO contact ("
                      + String.join(", ", row.keySet())
                      + ") VALUES ("
                      + "?, ".repeat(row.size() - 1)
                      + "?)");
          PreparedStatement word =
              connection.prepareStatement(
                  "INSERT INTO crmkit_word (organization_id, type, word, id) VALUES (?, ?, ?, ?)")) {
        bind(statement, row.values().toArray());
        statement.executeUpdate();
        for (String each : words) {
          bind(word, organization, type, each, row.get("id"));
          word.addBatch();
        }
        word.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }
}
