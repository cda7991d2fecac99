package consumer;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.Records;
import io.crmkit.record.Query;
import io.crmkit.record.RecordType;
import io.crmkit.record.Searchable;
import io.crmkit.storage.memory.MemoryStorage;

public final class Main {
  @RecordType("venue")
  public record Venue(@Searchable String name, int capacity) {}

  private Main() {}

  public static void main(String[] args) {
    try (Crm crm = Crm.builder().storage(new MemoryStorage()).type(Venue.class).build()) {
      Actor actor = Actor.system(crm.createOrganization("Acme"), "consumer", Grants.all());
      Records<Venue> venues = crm.as(actor).records(Venue.class);
      venues.create(new Venue("Salle Émile", 300));
      System.out.println(venues.list(Query.ALL.search("emile")).items().get(0).value());
    }
  }
}
