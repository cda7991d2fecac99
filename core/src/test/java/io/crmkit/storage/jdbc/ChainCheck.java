package io.crmkit.storage.jdbc;

import io.crmkit.storage.LogEntry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Recomputes the chains of all organizations from what is stored. */
final class ChainCheck {
  private ChainCheck() {}

  /** Returns a text for each event whose link is not that of its content and its predecessor. */
  static List<String> brokenLinks(String url, String user, String password) {
    List<String> broken = new ArrayList<>();
    Map<UUID, byte[]> ends = new HashMap<>();
    long expected = 1;
    try (Connection connection = DriverManager.getConnection(url, user, password);
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT o.position, o.hash, e.id, e.organization_id, e.at, e.actor_kind,"
                    + " e.actor_id, e.action, e.type, e.record_id, e.version, e.changes,"
                    + " e.metadata, e.salt FROM crmkit_event_order o"
                    + " LEFT JOIN crmkit_event e ON e.organization_id = o.organization_id"
                    + " AND e.id = o.event_id ORDER BY o.position")) {
      while (result.next()) {
        LogEntry entry =
            new LogEntry(
                result.getLong(1),
                id(result, 3),
                id(result, 4),
                Micros.instant(result.getLong(5)),
                result.getString(6),
                result.getString(7),
                result.getString(8),
                result.getString(9),
                id(result, 10),
                result.getLong(11),
                result.getString(12),
                result.getString(13));
        if (result.getLong(1) != expected++) {
          broken.add("gap before " + result.getLong(1));
        }
        byte[] previous = ends.getOrDefault(entry.organization(), new byte[32]);
        byte[] link = Events.link(previous, Events.hashOf(entry, result.getBytes(14)));
        if (!Arrays.equals(link, result.getBytes(2))) {
          broken.add("link of " + result.getLong(1));
        }
        ends.put(entry.organization(), result.getBytes(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return broken;
  }

  private static UUID id(ResultSet result, int index) throws SQLException {
    Object value = result.getObject(index);
    return value instanceof UUID id ? id : Dialect.uuid((byte[]) value);
  }
}
