package io.crmkit;

// README: begin
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.record.Indexed;
import io.crmkit.record.Query;
import io.crmkit.record.RecordType;
import io.crmkit.record.Searchable;
import io.crmkit.record.Stored;
import io.crmkit.storage.jdbc.JdbcStorage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.nio.file.Path;

final class ReadmeProgram {
  @RecordType(value = "venue", soft = true)
  record Venue(
      @NotBlank @Size(max = 200) @Searchable String name, @PositiveOrZero @Indexed int capacity) {}

  public static void main(String... arguments) {
    try (Crm crm =
        Crm.builder()
            .storage(JdbcStorage.sqlite(Path.of(arguments[0])))
            .type(Venue.class)
            .build()) {
      Actor actor = Actor.system(crm.createOrganization("Acme"), "readme", Grants.all());
      Records<Venue> venues = crm.as(actor).records(Venue.class);
      Stored<Venue> hall = venues.create(new Venue("Salle Émile", 300));
      venues.update(hall, new Venue("Salle Émile", 350));
      venues.list(Query.ALL.search("emile")).items().forEach(each -> print(each.value()));
      venues.history(hall.id(), null, 10).items().forEach(event -> print(event.action()));
    }
  }

  private static void print(Object line) {
    System.out.println(line);
  }
}
// README: end
