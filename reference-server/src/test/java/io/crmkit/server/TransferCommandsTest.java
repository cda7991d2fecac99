package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TransferCommandsTest {
  private static final String ACCOUNTS = "name,kind\nSahel Solar,CUSTOMER\nPort Sud,PARTNER\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private boolean isTerminal;

  @TempDir private Path folder;

  @BeforeEach
  void makeOrganization() {
    environment.put("CRMKIT_DATA_DIR", folder.resolve("data").toString());
    environment.put("CRMKIT_ADMIN_PASSWORD", "correct horse");
    assertThat(run("create-admin", "a@acme.example", "--organization", "Acme")).isZero();
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    return new Commands(
            environment,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            isTerminal,
            server -> {})
        .run(arguments);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String complained() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  @Test
  void importAndExport_elsewhere_tellTheirProgressInLines() throws IOException {
    assertThat(run("import", "accounts", file("a.csv", ACCOUNTS))).as(complained()).isZero();

    assertThat(printed())
        .matches("import \\S+: 2 rows read, 2 created, 0 updated, 0 skipped, 0 refused\\R");
    assertThat(complained()).startsWith("100%  2 rows read").doesNotContain("\r", "[#");
    assertThat(run("export", "account")).isZero();
    assertThat(printed().lines())
        .hasSize(4)
        .first()
        .asString()
        .isEqualTo("#crmkit-schema: account/1");
    assertThat(printed()).contains("Sahel Solar", "Port Sud");
    assertThat(complained()).contains("100%  2 rows", "2 accounts exported");
  }

  @Test
  void importAndExport_onATerminal_drawABar() throws IOException {
    isTerminal = true;

    assertThat(run("import", "account", file("a.csv", ACCOUNTS))).isZero();
    assertThat(complained()).contains("\r[##############################] 100%  2 rows read");
    assertThat(run("export", "account")).isZero();
    assertThat(complained()).as("no bar among the rows").doesNotContain("[#");
    String target = folder.resolve("out.csv").toString();
    assertThat(run("export", "account", "--output", target)).isZero();
    assertThat(complained()).contains("[##############################] 100%  2 rows");
    assertThat(Path.of(target)).content().contains("Sahel Solar");
    assertThat(printed()).isEmpty();
  }

  @Test
  void export_nothing_isDoneAtOnce() {
    assertThat(run("export", "leads")).isZero();

    assertThat(printed().lines()).hasSize(2);
    assertThat(complained()).contains("100%  0 rows", "0 leads exported");
  }

  @Test
  void import_dry_writesNothing() throws IOException {
    assertThat(run("import", "--dry-run", "accounts", file("a.csv", ACCOUNTS))).isZero();

    assertThat(printed()).startsWith("dry run ").contains("2 created");
    run("export", "account");
    assertThat(printed()).doesNotContain("Sahel Solar");
  }

  @Test
  void import_mappingAndKey_areUsed() throws IOException {
    run("import", "accounts", file("a.csv", ACCOUNTS));
    String mapping = file("m.json", "{\"columns\": {\"Firme\": \"name\", \"Art\": \"kind\"}}");
    String csv = file("b.csv", "Firme;Art\nPort Sud;CUSTOMER\nNeu;PROSPECT\n");

    int status = run("import", "accounts", csv, "--mapping", mapping, "--key", "name");

    assertThat(status).as(complained()).isZero();
    assertThat(printed()).contains("1 created, 1 updated");
  }

  @Test
  void import_refusedRows_areToldAndMended() throws IOException {
    String csv = file("a.csv", "name,kind\nGood,CUSTOMER\nBad,FRIEND\n");
    String errors = folder.resolve("errors.csv").toString();

    assertThat(run("import", "accounts", csv)).isEqualTo(3);
    assertThat(complained()).contains("row 2, kind: ", "--errors FILE");
    assertThat(run("import", "accounts", csv, "--errors", errors, "--dry-run")).isEqualTo(3);
    assertThat(complained()).contains("the refused rows are in " + errors);
    String mended = Files.readString(Path.of(errors)).replace("FRIEND", "PARTNER");
    assertThat(run("import", "accounts", file("b.csv", mended))).isZero();
  }

  @Test
  void import_userWithoutTheRight_isRefused() throws IOException {
    String csv = file("a.csv", ACCOUNTS);

    assertThat(run("import", "roles", csv, "--user", "a@acme.example")).isNotZero();
    assertThat(run("import", "accounts", csv, "--user", "b@acme.example")).isEqualTo(2);
    assertThat(complained()).contains("--user: b@acme.example names no member");
  }

  @Test
  void import_severalOrganizations_oneMustBeNamed() throws IOException {
    run("create-admin", "b@beta.example", "--organization", "Beta");
    String csv = file("a.csv", ACCOUNTS);

    assertThat(run("import", "accounts", csv)).isEqualTo(2);
    assertThat(complained()).contains("2 organizations", "--organization");
    assertThat(run("import", "accounts", csv, "--organization", "Beta")).isZero();
    run("export", "account", "--organization", "beta");
    assertThat(printed()).contains("Sahel Solar");
    run("export", "account", "--organization", "Acme");
    assertThat(printed()).doesNotContain("Sahel Solar");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "import accounts | 2 | wrong number of words behind import",
        "import nothings a.csv | 2 | there is no type nothings",
        "import users a.csv | 2 | there is no type users",
        "import accounts missing.csv | 2 | there is no file missing.csv",
        "import accounts FILE --mapping missing.json | 2 | there is no file missing.json",
        "import accounts FILE --mapping | 2 | --mapping needs a value",
        "import accounts FILE --dry-run=maybe | 2 | --dry-run takes no value",
        "import accounts FILE --key kind2 | 1 | names no unique or indexed field",
        "import accounts FILE --output x | 2 | --output is unknown",
        "import accounts ZIP | 1 | spreadsheet",
        "export nothings | 2 | there is no type nothings",
        "export accounts --dry-run | 2 | --dry-run is unknown",
        "serve --dry-run | 2 | --dry-run is unknown",
        "export accounts --output /nowhere/x.csv | 1 | cannot be read or written"
      })
  void run_wrongUse_isTold(String line, int status, String message) throws IOException {
    String csv = file("a.csv", ACCOUNTS);
    String zip = file("a.xlsx", "PK\u0003\u0004zip");

    String[] words = line.replace("FILE", csv).replace("ZIP", zip).split(" ", -1);

    assertThat(run(words)).as(complained()).isEqualTo(status);
    assertThat(complained()).contains(message);
  }

  @Test
  void help_tellsEveryCommand() {
    for (String word : new String[] {"help", "--help"}) {
      assertThat(run(word)).isZero();
      assertThat(printed())
          .contains("serve", "demo", "migrate", "create-admin", "import TYPE FILE", "export TYPE")
          .contains("--mapping", "--key", "--dry-run", "--errors", "--output", "--user");
    }
  }
}
