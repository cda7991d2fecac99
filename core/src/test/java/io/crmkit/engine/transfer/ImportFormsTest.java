package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.transfer.TransferCrm.Club;
import io.crmkit.engine.transfer.TransferCrm.Thing;
import io.crmkit.record.Money;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What files may look like that are no plain table of good rows. */
final class ImportFormsTest {
  private final TransferCrm crm = new TransferCrm();

  @AfterEach
  void close() {
    crm.close();
  }

  @Test
  void run_jsonLines_takesThePlainForm() {
    crm.load("club", "name\nHome\n");
    Stored<ImportRun> run =
        crm.load(
            "thing",
            """
            {"name": "X", "level": "HOT", "amounts": {"fee": {"amount": "12.50", "currency": "EUR"}}, "links": {"clubId": "Home"}, "lists": {"tags": ["a", "b"]}, "version": 4}

            {"name": "Y", "createdAt": "2020-01-01T00:00:00Z", "amounts": {"count": 3}, "lists": {"clubs": ["Home"]}}
            {"name": "Z", "nonsense": 1}
            {"name": "broken
            """);

    assertThat(run.value().counts()).isEqualTo(new ImportCounts(4, 2, 0, 0, 2));
    assertThat(crm.faults(run))
        .containsExactly(
            Map.entry("3:nonsense", "UNKNOWN_FIELD"), Map.entry("4:null", "MALFORMED_JSON"));
    Thing first =
        crm.all(Thing.class).stream()
            .map(Stored::value)
            .filter(each -> each.name().equals("X"))
            .findFirst()
            .orElseThrow();
    assertThat(first.amounts().fee()).isEqualTo(Money.of("12.50", "EUR"));
    assertThat(first.links().clubId()).isEqualTo(crm.all(Club.class).get(0).id());
    assertThat(first.lists().tags()).containsExactly("a", "b");
  }

  @Test
  void writeErrors_jsonLines_importAsTheyAre() throws IOException {
    ImportSource source = TransferCrm.text("{\"name\": \"X\", \"seats\": -1}\n{broken\n");
    Stored<ImportRun> run = crm.load(crm.request("club"), source);

    String errors = crm.errorFile(run, source);

    assertThat(errors)
        .contains("\"error_code\":\"OUT_OF_RANGE\"")
        .contains("\"error_line\":\"{broken\"");
    Stored<ImportRun> mended =
        crm.load("club", errors.lines().findFirst().orElseThrow().replace("-1", "1"));
    assertThat(mended.value().counts().created()).isEqualTo(1);
  }

  @Test
  void run_brokenQuotes_areAFaultOfTheLastRow() {
    Stored<ImportRun> run = crm.load("club", "name,seats\nA,1\n\"B,2\nC,3\n");

    assertThat(run.value().counts().created()).isEqualTo(1);
    assertThat(crm.faults(run)).containsExactly(Map.entry("2:null", "BROKEN_QUOTES"));
  }

  @Test
  void run_fileCutOff_fails() throws IOException {
    java.io.ByteArrayOutputStream packed = new java.io.ByteArrayOutputStream();
    try (var gzip = new java.util.zip.GZIPOutputStream(packed)) {
      for (int i = 0; i < 3_000; i++) {
        gzip.write(
            ("name" + i * 7_919L % 10_007 + "\n")
                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
      }
    }
    byte[] whole = packed.toByteArray();
    ImportSource good = ImportSource.of(whole);
    ImportSource cut = ImportSource.of(java.util.Arrays.copyOf(whole, whole.length - 2_000));
    Stored<ImportRun> run =
        crm.importer()
            .start(
                good,
                crm.request("team")
                    .mapped(TransferCrm.mapping("{'columns': {'name0': 'name'}}"))
                    .in(java.nio.charset.StandardCharsets.ISO_8859_1));

    Stored<ImportRun> failed = crm.importer().run(run.id(), cut, progress -> {});

    assertThat(failed.value().state()).isEqualTo(ImportState.FAILED);
    assertThat(failed.value().failure()).isEqualTo("BROKEN_FILE");
  }
}
