package io.crmkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the front page shows is a program of this build, and prints what it says. */
final class ReadmeTest {
  private static final Path README = Path.of("../README.md");
  private static final Path PROGRAM = Path.of("src/test/java/io/crmkit/ReadmeProgram.java");

  @TempDir private Path folder;

  @Test
  void program_standsInTheReadme() throws IOException {
    String source = Files.readString(PROGRAM, StandardCharsets.UTF_8);
    String shown =
        source
            .substring(source.indexOf("// README: begin"), source.indexOf("// README: end"))
            .replace("// README: begin\n", "")
            .strip();

    assertThat(Files.readString(README, StandardCharsets.UTF_8)).contains(shown);
  }

  @Test
  void program_printsWhatTheReadmeSays() throws IOException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReadmeProgram.main(folder.resolve("crm.db").toString());
    } finally {
      System.setOut(out);
    }

    String output = printed.toString(StandardCharsets.UTF_8).strip();
    assertThat(output)
        .isEqualTo("Venue[name=Salle Émile, capacity=350]\nvenue.updated\nvenue.created");
    assertThat(Files.readString(README, StandardCharsets.UTF_8)).contains(output);
  }
}
