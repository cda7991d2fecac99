package io.crmkit.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.error.InvalidRequestException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SnifferTest {
  private static FileShape sniff(byte[] bytes, Charset named) throws IOException {
    return Sniffer.sniff(ImportSource.of(bytes), named, null);
  }

  private static FileShape sniff(String text) throws IOException {
    return sniff(text.getBytes(StandardCharsets.UTF_8), null);
  }

  private static List<List<String>> cells(byte[] bytes, FileShape shape) throws IOException {
    List<List<String>> cells = new ArrayList<>();
    try (RowSource rows = RowSource.open(ImportSource.of(bytes), shape)) {
      for (RawRow row = rows.next(); row != null; row = rows.next()) {
        cells.add(row.cells());
      }
      assertThat(rows.bytes()).isEqualTo(bytes.length);
    }
    return cells;
  }

  @ParameterizedTest
  @CsvSource({
    "UTF-8, EFBBBF, false",
    "UTF-16LE, FFFE, false",
    "UTF-16BE, FEFF, false",
    "UTF-8, '', true",
    "windows-1252, '', true"
  })
  void sniff_encoding_isFoundAndReported(String name, String mark, boolean isGuessed)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(java.util.HexFormat.of().parseHex(mark));
    bytes.write("Prénom;Nom\r\nÉlodie;Œuvré\r\n".getBytes(Charset.forName(name)));

    FileShape shape = sniff(bytes.toByteArray(), null);

    assertThat(shape.charset()).isEqualTo(Charset.forName(name));
    assertThat(shape.isCharsetGuessed()).isEqualTo(isGuessed);
    assertThat(shape.separator()).isEqualTo(';');
    assertThat(shape.headings()).containsExactly("Prénom", "Nom");
    assertThat(cells(bytes.toByteArray(), shape)).containsExactly(List.of("Élodie", "Œuvré"));
  }

  @Test
  void sniff_namedEncoding_counts() throws IOException {
    byte[] wide = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_16LE);
    byte[] latin = "é,b\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(sniff(wide, StandardCharsets.UTF_16LE).headings()).containsExactly("a", "b");
    assertThat(sniff(latin, StandardCharsets.ISO_8859_1).isCharsetGuessed()).isFalse();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> sniff(latin, StandardCharsets.UTF_8))
        .satisfies(e -> assertThat(e.code()).isEqualTo("INVALID_ENCODING"));
  }

  @Test
  void sniff_latinFarBehindTheHead_isFound() throws IOException {
    String text = "a,b\n" + "1,2\n".repeat(60_000) + "é,3\n";

    FileShape shape = sniff(text.getBytes(StandardCharsets.ISO_8859_1), null);

    assertThat(shape.charset().name()).isEqualTo("windows-1252");
    assertThat(sniff(text).charset()).isEqualTo(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "504B030414000600",
        "D0CF11E0A1B11AE1",
        "255044462D312E34",
        "3C3F786D6C20",
        "3C68746D6C3E",
        "61002C006200",
        "FFFE0000610000",
        "7B5C72746631"
      })
  void sniff_whatIsNoTable_isRefused(String hex) {
    byte[] bytes = java.util.HexFormat.of().parseHex(hex);

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> sniff(bytes, null))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NOT_CSV"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n\n", "sep=;\n", "#crmkit-schema: club/1\r\n"})
  void sniff_nothing_isRefused(String text) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> sniff(text))
        .satisfies(e -> assertThat(e.code()).isEqualTo("EMPTY_FILE"));
  }

  @Test
  void sniff_separators_areToldApart() throws IOException {
    assertThat(sniff("a\tb\n1,5\t2\n").separator()).isEqualTo('\t');
    assertThat(sniff("a|b\n1,5|2\n3|4\n").separator()).isEqualTo('|');
    assertThat(sniff("a;b\n1,5;2,5\n1,2;3,4\n").separator()).isEqualTo(';');
    assertThat(sniff("a,b\n\"x;y\",2\n").separator()).isEqualTo(',');
    assertThat(sniff("name\nOne\n").separator()).isEqualTo(',');
    assertThat(sniff("sep=|\na|b\n").separator()).isEqualTo('|');
    assertThat(sniff("sep=|\na|b\n").headings()).containsExactly("a", "b");
  }

  @Test
  void rows_mixedLineEndsAndQuotedBreaks_areOneTable() throws IOException {
    byte[] bytes =
        "a,b\r\n1,2\n3,4\r\r\n\n\"x\ny\",\"q\"\"q\"\r\n".getBytes(StandardCharsets.UTF_8);

    FileShape shape = sniff(bytes, null);

    assertThat(cells(bytes, shape))
        .containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("x\ny", "q\"q"));
  }

  @Test
  void rows_lines_arePhysical() throws IOException {
    byte[] bytes = "title\n\na,b,c\n1,2,3\n\"x\ny\",5,6\n7,8,9\n".getBytes(StandardCharsets.UTF_8);
    FileShape shape = sniff(bytes, null);

    assertThat(shape.skipLines()).isEqualTo(2);
    List<Long> lines = new ArrayList<>();
    try (RowSource rows = RowSource.open(ImportSource.of(bytes), shape)) {
      for (RawRow row = rows.next(); row != null; row = rows.next()) {
        lines.add(row.line());
      }
    }
    assertThat(lines).containsExactly(4L, 5L, 7L);
  }

  @Test
  void sniff_packed_isUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("\uFEFFa,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }

    assertThat(sniff(packed.toByteArray(), null).headings()).containsExactly("a", "b");
  }

  @Test
  void sniff_jsonLines_areNoCsv() throws IOException {
    assertThat(sniff("\n{\"name\": \"x\"}\n").format()).isEqualTo(FileFormat.JSON_LINES);
    assertThat(sniff("{name},b\n1,2\n").format()).isEqualTo(FileFormat.CSV);
  }

  @Test
  void spooled_stream_isReadAgainAndDeleted(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("x.csv");
    Files.writeString(file, "a\n1\n");
    ImportSource direct = ImportSource.of(file);
    ImportSource spooled = ImportSource.spooled(new ByteArrayInputStream(new byte[] {'a', '\n'}));

    assertThat(direct.size()).isEqualTo(4);
    assertThat(spooled.size()).isEqualTo(2);
    assertThat(spooled.open().readAllBytes()).hasSize(2);
    spooled.close();
    assertThatExceptionOfType(java.nio.file.NoSuchFileException.class).isThrownBy(spooled::open);
  }
}
