package io.crmkit.storage.jdbc;

import io.crmkit.storage.LogEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table of events and their order. */
final class Events {
  static final List<String> COLUMNS =
      List.of(
          "id",
          "organization_id",
          "at",
          "actor_kind",
          "actor_id",
          "action",
          "type",
          "record_id",
          "version",
          "changes",
          "metadata",
          "salt",
          "hash");

  static final List<Kind> KINDS =
      List.of(
          Kind.ID,
          Kind.ID,
          Kind.INTEGER,
          Kind.TEXT,
          Kind.TEXT,
          Kind.TEXT,
          Kind.TEXT,
          Kind.ID,
          Kind.INTEGER,
          Kind.TEXT,
          Kind.TEXT,
          Kind.BYTES,
          Kind.BYTES);

  private static final int READ = 11;
  private static final int SALT_LENGTH = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Dialect dialect;
  private final String columns;

  Events(Dialect dialect) {
    this.dialect = dialect;
    this.columns =
        COLUMNS.subList(0, READ).stream()
            .map(column -> "e." + dialect.quote(column))
            .collect(Collectors.joining(", "));
  }

  /**
   * An event with the digest by which the chain holds it. The changes enter by a digest of their
   * own, with salt, so that the chain outlives their erasure and tells nothing about them.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Hashed(LogEntry entry, byte[] salt, byte[] hash) {
    static Hashed of(LogEntry entry) {
      byte[] salt = new byte[SALT_LENGTH];
      RANDOM.nextBytes(salt);
      return new Hashed(entry, salt, hashOf(entry, salt));
    }
  }

  static byte[] hashOf(LogEntry entry, byte[] salt) {
    MessageDigest digest = sha256();
    digest.update(salt);
    add(digest, entry.changes());
    add(digest, entry.metadata());
    byte[] payload = digest.digest();
    digest.update(Dialect.bytes(entry.id()));
    digest.update(Dialect.bytes(entry.organization()));
    digest.update(Dialect.bytes(entry.recordId()));
    digest.update(
        ByteBuffer.allocate(16).putLong(Micros.of(entry.at())).putLong(entry.version()).array());
    add(digest, entry.actorKind());
    add(digest, entry.actorId());
    add(digest, entry.type());
    add(digest, entry.action());
    return digest.digest(payload);
  }

  /** Returns the link of the chain that follows {@code previous}. */
  static byte[] link(byte[] previous, byte[] hash) {
    MessageDigest digest = sha256();
    digest.update(previous);
    return digest.digest(hash);
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  List<LogEntry> history(
      Session session,
      UUID organization,
      String type,
      UUID recordId,
      @Nullable UUID before,
      int limit) {
    Sql sql = new Sql("SELECT ").add(columns).add(" FROM ").add(quoted(KernelTables.EVENT));
    sql.add(" e WHERE ").add(column("e", "organization_id")).add(" = ").arg(organization);
    sql.add(" AND ").add(column("e", "type")).add(" = ").arg(type);
    sql.add(" AND ").add(column("e", "record_id")).add(" = ").arg(recordId);
    if (before != null) {
      Sql find = new Sql("SELECT ").add(column("e", "at")).add(" FROM ");
      find.add(quoted(KernelTables.EVENT)).add(" e WHERE ").add(column("e", "organization_id"));
      find.add(" = ").arg(organization).add(" AND ").add(column("e", "id"));
      long at = session.number(find.add(" = ").arg(before));
      sql.add(" AND ").add(column("e", "at")).add(" <= ").arg(at);
      sql.add(" AND (").add(column("e", "at")).add(" < ").arg(at).add(" OR ");
      sql.add(column("e", "id")).add(" < ").arg(before).add(")");
    }
    for (String key : List.of("organization_id", "type", "record_id", "at", "id")) {
      sql.add(key.equals("organization_id") ? " ORDER BY " : ", ");
      sql.add(column("e", key)).add(" DESC");
    }
    return session.list(sql.limit(limit), result -> read(result, null));
  }

  List<LogEntry> feed(Session session, @Nullable UUID organization, long after, int limit) {
    Sql ids = new Sql("SELECT ").add(column("o", "position")).add(", ");
    ids.add(column("o", "organization_id")).add(", ").add(column("o", "event_id"));
    ids.add(" AS ").add(quoted("id")).add(" FROM ").add(quoted(KernelTables.ORDER));
    ids.add(" o WHERE ");
    if (organization != null) {
      ids.add(column("o", "organization_id")).add(" = ").arg(organization).add(" AND ");
    }
    ids.add(column("o", "position")).add(" > ").arg(after).add(" ORDER BY ");
    if (organization != null) {
      ids.add(column("o", "organization_id")).add(", ");
    }
    ids.add(column("o", "position")).limit(limit);
    Sql same =
        new Sql(column("e", "organization_id")).add(" = ").add(column("w", "organization_id"));
    Sql sql = new Sql("SELECT ").add(columns).add(", ").add(column("w", "position"));
    dialect.lookUp(sql, ids, quoted(KernelTables.EVENT), "e", same);
    sql.add(" ORDER BY ").add(column("w", "position"));
    return session.list(sql, result -> read(result, result.getLong(READ + 1)));
  }

  private LogEntry read(ResultSet result, @Nullable Long position) throws SQLException {
    return new LogEntry(
        position,
        dialect.readId(result, 1),
        dialect.readId(result, 2),
        Micros.instant(result.getLong(3)),
        result.getString(4),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        dialect.readId(result, 8),
        result.getLong(9),
        result.getString(10),
        result.getString(11));
  }

  private String quoted(String name) {
    return dialect.quote(name);
  }

  private String column(String alias, String name) {
    return alias + "." + dialect.quote(name);
  }
}
