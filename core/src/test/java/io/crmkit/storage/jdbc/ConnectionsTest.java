package io.crmkit.storage.jdbc;

import static io.crmkit.testkit.Samples.VENUE;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.storage.Row;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.Samples;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ConnectionsTest {
  private static final UUID ORGANIZATION = Rows.newId();

  @Test
  void read_whileAllConnectionsThatWriteAreTaken_doesNotWaitForThem() {
    try (JdbcStorage storage =
        JdbcStorage.builder()
            .connect(PostgresServer.newDatabase(), "postgres", "postgres")
            .schema(JdbcStorage.SchemaMode.CREATE_MISSING)
            .connections(1)
            .build()) {
      storage.open(Samples.SCHEMA);
      UUID id = Rows.newId();

      Optional<Row> beside =
          storage.transact(
              ORGANIZATION,
              unit -> {
                unit.insert(VENUE, List.of(Rows.of(VENUE, id, "name", "Sorano")));
                return storage.read(ORGANIZATION).find(VENUE, id);
              });

      assertThat(beside).as("a unit sees what is committed when it looks beside it").isEmpty();
      assertThat(storage.read(ORGANIZATION).find(VENUE, id)).isPresent();
    }
  }
}
