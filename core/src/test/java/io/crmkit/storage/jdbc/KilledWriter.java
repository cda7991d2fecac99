package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;

import io.crmkit.storage.Indexed;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** A process that writes until it is killed, and prints the id of each row that was committed. */
final class KilledWriter {
  private static final int THREADS = 8;

  private KilledWriter() {}

  /** Begins to write to a SQLite file, or to the PostgreSQL database at an address. */
  public static void main(String... arguments) {
    JdbcStorage storage =
        arguments[0].startsWith("jdbc:")
            ? PostgresServer.storage(arguments[0])
            : JdbcStorage.sqlite(Path.of(arguments[0]));
    storage.open(Samples.SCHEMA);
    for (int i = 0; i < THREADS; i++) {
      UUID organization = UUID.fromString(arguments[1 + i % 2]);
      new Thread(() -> write(storage, organization)).start();
    }
  }

  private static void write(JdbcStorage storage, UUID organization) {
    while (true) {
      Indexed row = Rows.of(VENUE, "name", "Sorano");
      UUID id = row.row().id();
      storage.transact(
          organization,
          unit -> {
            unit.insert(VENUE, List.of(row));
            unit.append(List.of(Rows.event(organization, "venue", id, 1)));
            return id;
          });
      synchronized (KilledWriter.class) {
        System.out.println(id + " " + organization);
        System.out.flush();
      }
    }
  }
}
