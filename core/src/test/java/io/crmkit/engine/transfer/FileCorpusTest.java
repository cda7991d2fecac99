package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.transfer.ImportPlan.PlannedColumn;
import io.crmkit.engine.transfer.TransferCrm.Thing;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import io.crmkit.record.Stored;
import io.crmkit.sales.Contact;
import io.crmkit.testkit.Corpus;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of other programs, odd ones, and cells that mean harm. */
final class FileCorpusTest {
  private final TransferCrm crm = new TransferCrm();

  @AfterEach
  void close() {
    crm.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "google-contacts-current",
        "google-contacts-legacy",
        "hubspot-contact-labels",
        "outlook-en",
        "outlook-fr.utf8",
        "pipedrive-import-template",
        "salesforce-report-contacts",
        "shopify-orders",
        "stripe-payments"
      })
  void headings_ofOtherPrograms_areUnderstood(String program) throws IOException {
    Map<?, ?> known = (Map<?, ?>) Json.read(Corpus.resource("headings/" + program + ".json"));
    String header =
        Files.readString(Corpus.path("contacts/export-headings/" + program + ".csv")).strip();
    ImportMapping mapping = ImportMapping.ofPlain(known.get("mapping"));
    ImportRequest request = crm.request("contact").mapped(mapping);
    if (known.get("key") instanceof String key) {
      request = request.keyed(key);
    }

    ImportPlan plan = crm.importer().plan(TransferCrm.text(header + "\n"), request);
    Map<String, String> expected = new LinkedHashMap<>();
    ((Map<?, ?>) known.get("expected"))
        .forEach((heading, field) -> expected.put((String) heading, (String) field));
    Map<String, String> planned = new LinkedHashMap<>();
    for (PlannedColumn column : plan.columns()) {
      if (column.field() != null) {
        planned.put(column.heading(), column.field());
      }
    }
    assertThat(planned).isEqualTo(expected);

    String csv = header + "\n" + row(plan, 1) + row(plan, 2) + row(plan, 3);
    Stored<ImportRun> run = crm.load(request, TransferCrm.text(csv));

    assertThat(crm.errors(run)).isEmpty();
    assertThat(run.value().counts()).isEqualTo(new ImportCounts(3, 3, 0, 0, 0));
    List<Stored<Contact>> contacts = crm.all(Contact.class);
    assertThat(contacts).allMatch(contact -> contact.value().email().contains("@mail.example"));
    for (Stored<Contact> contact : contacts) {
      Map<String, Object> plain = crm.records(Contact.class).plain(contact, java.util.Set.of());
      expected.forEach(
          (heading, field) -> {
            if (field.startsWith("reach.other")) {
              assertThat((List<?>) at(plain, field)).isNotEmpty();
            } else if (!field.equals("ownerId") && !field.equals("createdAt")) {
              assertThat(String.valueOf(at(plain, field))).isNotEqualTo("null");
            }
          });
    }
  }

  private static Object at(Map<String, Object> plain, String path) {
    Object value = plain;
    for (String name : List.of(path.split("\\."))) {
      value = ((Map<?, ?>) value).get(name);
    }
    return value;
  }

  /** Makes a row with a fitting value under each heading. */
  private static String row(ImportPlan plan, int number) throws IOException {
    List<String> cells = new ArrayList<>();
    for (PlannedColumn column : plan.columns()) {
      String field = column.field() == null ? "" : column.field();
      cells.add(
          switch (field) {
            case "" -> "whatever, " + number;
            case "email" -> "p" + number + "@mail.example";
            case "reach.otherEmails" ->
                "o" + number + "@mail.example ::: q" + cells.size() + "@mail.example";
            case "phone", "reach.mobile", "reach.otherPhones" -> "+22177123450" + number;
            case "ownerId" -> "anna@acme.example";
            case "status" -> "customer";
            case "leadSource" -> "Referral";
            case "createdAt" -> "2024-01-0" + number + " 08:30";
            default -> "Text " + number;
          });
    }
    StringWriter line = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().build(line)) {
      csv.writeRecord(cells);
    }
    return line.toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"simple.xlsx", "simple.xls", "simple.ods", "libreoffice.xlsx"})
  void spreadsheets_sentAsCsv_areRefusedByName(String file) {
    ImportSource source = Corpus.source("csv-edge-cases/" + file);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> crm.importer().start(source, crm.request("thing")))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NOT_CSV"));
  }

  @ParameterizedTest
  @CsvSource({
    "simple.csv, place, date, temperature, 6, 0",
    "simple.ssv, place, date, temperature, 6, 0",
    "complex.csv, date, , , 3, 0",
    "example.tsv, hour, , expr1_0_imp, 140, 0",
    "simple.psv, Year, , New dwellings, 28, 0",
    "skip_initials.csv, field1, , , 2, 0",
    "long.csv, foo, , , 3999, 0",
    "utf-16le_encoded.csv, Organisation_name, , Part_II_patients, 327, 0",
    "sparse_with_column_errors.csv, Bezeichnung, , , 1896, 304",
    "null.csv, 1, , , 9, 0",
    "utf8bom.csv, kitten, , , 0, 0",
    "small.csv, a, , , 0, 0"
  })
  void oddFiles_areReadRight(
      String file, String name, String day, String count, long created, long rejected)
      throws IOException {
    StringBuilder columns = new StringBuilder("{\"" + name + "\": \"name\"");
    if (day != null) {
      columns.append(", \"").append(day).append("\": \"times.foundedOn\"");
    }
    if (count != null) {
      columns.append(", \"").append(count).append("\": \"amounts.count\"");
    }
    ImportMapping mapping =
        ImportMapping.of(
            "{\"columns\": " + columns + "}, \"nulls\": [\"null\"], \"locale\": \"en\"}");

    Stored<ImportRun> run =
        crm.load(crm.request("thing").mapped(mapping), Corpus.source("csv-edge-cases/" + file));

    assertThat(crm.errors(run)).hasSize((int) rejected);
    assertThat(run.value().counts().created()).isEqualTo(created);
    assertThat(run.value().counts().rejected()).isEqualTo(rejected);
  }

  @Test
  void titlesAboveTheHeadings_areSkippedWhereClear() throws IOException {
    Stored<ImportRun> run =
        crm.load(
            crm.request("thing")
                .mapped(
                    ImportMapping.of(
                        """
                        {"columns": {"Year": "name", "2007": "amounts.count"}, "locale": "en"}
                        """)),
            Corpus.source("csv-edge-cases/excel_pasting.csv"));

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(17, 16, 0, 1, 0));
    assertThat(crm.all(Thing.class))
        .anySatisfy(
            thing -> {
              assertThat(thing.value().name()).isEqualTo("Iron and steel");
              assertThat(thing.value().amounts().count()).isEqualTo(22_002);
            })
        .anySatisfy(
            thing -> assertThat(thing.value().name()).isEqualTo("Machinery and \nequipment"));
  }

  @Test
  void titlesAboveTheHeadings_areSkippedAsTold() throws IOException {
    Stored<ImportRun> run =
        crm.load(
            crm.request("thing")
                .mapped(
                    ImportMapping.of(
                        """
                        {"columns": {"Cluster": "name", "Column 3": "amounts.count"},
                         "skipLines": 6}
                        """)),
            Corpus.source("csv-edge-cases/begrotingsanalyse-2011.csv"));

    assertThat(crm.all(Thing.class))
        .anySatisfy(
            thing -> {
              assertThat(thing.value().name()).isEqualTo("Onroerendezaakbelastingen");
              assertThat(thing.value().amounts().count()).isEqualTo(208);
            });
    assertThat(run.value().counts().rejected()).isLessThan(10);
  }

  @Test
  void latin_isGuessedAndReported() {
    ImportPlan plan =
        crm.importer()
            .plan(
                Corpus.source("csv-edge-cases/sparse_with_column_errors.csv"),
                crm.request("thing")
                    .mapped(ImportMapping.of("{\"columns\": {\"Bezeichnung\": \"name\"}}")));

    assertThat(plan.shape().charset().name()).isEqualTo("windows-1252");
    assertThat(plan.shape().isCharsetGuessed()).isTrue();
  }

  @Test
  void formulas_areHarmlessOnTheWayOutAndTextAgainOnTheWayIn() throws IOException {
    List<String> payloads =
        Files.readAllLines(Corpus.path("csv-injection/payloads.txt"), StandardCharsets.UTF_8);
    assertRoundTrip(payloads);
    String csv = crm.export("thing");
    for (String cell : List.of(csv.split("[,\n]"))) {
      assertThat(cell.replaceAll("^\"", "")).doesNotStartWith("=").doesNotStartWith("@");
    }
  }

  @Test
  void naughtyStrings_comeBackAsTheyWere() throws IOException {
    List<?> strings =
        (List<?>)
            Json.read(
                Files.readString(Corpus.path("naughty-strings/blns.json"), StandardCharsets.UTF_8));
    assertRoundTrip(strings.stream().map(each -> (String) each).toList());
  }

  private void assertRoundTrip(List<String> texts) throws IOException {
    List<String> kept = new ArrayList<>();
    for (String text : texts) {
      if (!text.strip().isEmpty() && text.indexOf('\0') < 0) {
        kept.add(crm.records(Thing.class).createPlain(Map.of("name", text)).value().name());
      }
    }
    String csv = crm.export("thing");
    crm.all(Thing.class).forEach(thing -> crm.records(Thing.class).delete(thing.id(), null));

    Stored<ImportRun> run = crm.load("thing", csv);

    assertThat(crm.errors(run)).isEmpty();
    assertThat(crm.all(Thing.class))
        .extracting(thing -> thing.value().name())
        .containsExactlyInAnyOrderElementsOf(kept);
  }
}
