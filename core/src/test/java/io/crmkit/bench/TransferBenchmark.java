package io.crmkit.bench;

import de.siegmar.fastcsv.reader.CsvReader;
import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.record.Stored;
import io.crmkit.sales.Contact;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Imports a CSV file of contacts, against a loop over the same file that writes the same rows by
 * batched JDBC. Arguments: {@code sqlite} or {@code postgresql}, the number of pairs, and the rows
 * of a file.
 */
final class TransferBenchmark {
  private final RecordSession session;
  private final SampleContacts samples;
  private final HandWritten hand;
  private final Path file = Files.createTempFile("crmkit-bench", ".csv");
  private final int rows;
  private int next = 1;

  private TransferBenchmark(RecordSession session, BenchDatabase database, int rows)
      throws Exception {
    this.session = session;
    this.rows = rows;
    Contact stored = session.records(Contact.class).create(SampleContacts.contact(0)).value();
    this.samples = new SampleContacts(stored);
    this.hand = HandWritten.on(database, samples.type());
  }

  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    int rows = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5_000;
    try (BenchDatabase database =
            BenchDatabase.start(arguments.length > 0 ? arguments[0] : "sqlite");
        Crm crm = Crm.builder().storage(database.storage()).build()) {
      new TransferBenchmark(session(crm), database, rows)
          .run(new Comparison(pairs, ""), database.name());
    }
  }

  /** Returns a session of a member who may do everything, as imports belong to members. */
  static RecordSession session(Crm crm) {
    UUID organization = crm.createOrganization("Bench");
    RecordSession system = crm.as(Actor.system(organization, "bench", Grants.all())).session();
    UUID member =
        crm.members()
            .addMember(system, "bench@example.com", null, List.of("ADMIN"), null, null)
            .value()
            .userId()
            .value();
    return crm.as(Actor.user(organization, member, Grants.all())).session();
  }

  private void run(Comparison comparison, String name) throws IOException {
    Comparison.header();
    comparison.run(
        "%s: CSV import of %,d contacts".formatted(name, rows),
        "≤ 1.5",
        1,
        i -> byImporter(),
        i -> byHand());
    Files.delete(file);
  }

  /** Writes a file of contacts that were in none before, and returns the number of the first. */
  private int newFile() {
    int first = next;
    next += rows;
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("First name,Last name,Email,Phone,Company,Role,Status\n");
      for (int i = first; i < next; i++) {
        writer.write(
            "Awa %d,Diop,awa.diop%d@example.com,+22177%d,Société Générale de Test %d,Acheteuse,%s%n"
                .formatted(i, i, 1_000_000 + i, i % 500, i % 3 == 0 ? "CUSTOMER" : "LEAD"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return first;
  }

  private void byImporter() {
    newFile();
    Importer importer = new Importer(session);
    ImportSource source = ImportSource.of(file);
    Stored<ImportRun> run = importer.start(source, ImportRequest.of("contact", null));
    run = importer.run(run.id(), source, progress -> {});
    if (run.value().counts().created() != rows) {
      throw new IllegalStateException(String.valueOf(run.value()));
    }
  }

  private void byHand() {
    int i = newFile();
    List<HandWritten.Entry> block = new ArrayList<>();
    try (var reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (var row : reader) {
        if (row.getField("Email").isEmpty()) {
          throw new IllegalStateException("no address");
        }
        block.add(samples.entry(i++));
        if (block.size() == 500) {
          hand.createAll(block);
          block.clear();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!block.isEmpty()) {
      hand.createAll(block);
    }
  }
}
