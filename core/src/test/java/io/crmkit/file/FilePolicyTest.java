package io.crmkit.file;

import static io.crmkit.file.PolicyChecks.allowing;
import static io.crmkit.file.PolicyChecks.check;
import static io.crmkit.file.PolicyChecks.refusal;
import static io.crmkit.file.PolicyChecks.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.engine.RandomKeyRing;
import io.crmkit.error.InvalidValueException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilePolicyTest {
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  private final FilePolicy policy = FilePolicy.builder().build();

  @TempDir private Path folder;

  @Test
  void check_images_passWithTheirSize() throws Exception {
    for (String format : new String[] {"png", "jpg", "gif"}) {
      CheckedFile checked = check(policy, "photo." + format, SampleFiles.image(format, 30, 20));

      assertThat(checked.image()).isEqualTo(new PixelSize(30, 20));
      assertThat(checked.mediaType()).startsWith("image/");
    }
  }

  @Test
  void check_webp_passesWithItsSize() throws Exception {
    byte[] head = new byte[40];
    System.arraycopy(text("RIFF    WEBPVP8X"), 0, head, 0, 16);
    head[24] = 99;
    head[27] = 49;

    assertThat(check(policy, "photo.webp", head).image()).isEqualTo(new PixelSize(100, 50));
  }

  @Test
  void check_fileOfTheMachine_isReadInParts() throws Exception {
    Path file = Files.write(folder.resolve("x"), SampleFiles.image("png", 30, 20));

    CheckedFile checked = policy.check("C:\\photos\\beach.PNG", FileContent.of(file));

    assertThat(checked).isEqualTo(new CheckedFile("beach.PNG", "image/png", new PixelSize(30, 20)));
  }

  @Test
  void check_fileOfAStore_isReadInParts() throws Exception {
    FileStore store = new SealedFileStore(new MemoryFileStore(), new RandomKeyRing());
    FileKey key = new FileKey("acme/0a/photo");
    WrittenFile written =
        store.write(key, new ByteArrayInputStream(SampleFiles.image("png", 30, 20)));

    CheckedFile checked = policy.check("beach.png", FileContent.of(store, key, written));

    assertThat(checked.image()).isEqualTo(new PixelSize(30, 20));
  }

  @ParameterizedTest
  @CsvSource({
    "notes.txt, text/plain",
    "notes, text/plain",
    "table.csv, text/csv",
    "table.CSV, text/csv"
  })
  void check_text_isWhatItsNameSays(String name, String mediaType) throws Exception {
    assertThat(check(policy, name, text("Name;Ville\nAwa;Dakar\n")).mediaType())
        .isEqualTo(mediaType);
  }

  @Test
  void check_pdf_passes() throws Exception {
    assertThat(check(policy, "offer.pdf", text("%PDF-1.7\n1 0 obj\n")).mediaType())
        .isEqualTo("application/pdf");
  }

  @Test
  void check_document_isToldByItsEntries() throws Exception {
    assertThat(check(policy, "offer.docx", SampleFiles.docx()).mediaType()).isEqualTo(DOCX);
  }

  @Test
  void check_documentWithMacro_isNotTaken() throws Exception {
    byte[] bytes =
        SampleFiles.zip(
            new TreeMap<>(
                Map.of(
                    "[Content_Types].xml", text("<Types/>"),
                    "word/document.xml", text("<w/>"),
                    "word/vbaProject.bin", new byte[10])));

    assertThat(refusal(policy, "offer.docx", bytes)).isEqualTo("FILE_TYPE");
  }

  @Test
  void check_plainZipCalledDocument_isNotTaken() throws Exception {
    byte[] bytes = SampleFiles.zip(Map.of("a.txt", text("a")));

    assertThat(refusal(policy, "offer.docx", bytes)).isEqualTo("FILE_TYPE");
    assertThat(refusal(allowing("application/zip"), "offer.docx", bytes))
        .isEqualTo("FILE_EXTENSION");
    assertThat(check(allowing("application/zip"), "offer.zip", bytes).mediaType())
        .isEqualTo("application/zip");
  }

  @Test
  void check_jarCalledZip_isAJar() throws Exception {
    byte[] bytes = SampleFiles.zip(Map.of("META-INF/MANIFEST.MF", text("Main-Class: X")));

    assertThat(refusal(allowing("application/zip"), "a.zip", bytes)).isEqualTo("FILE_TYPE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.pdf", "photo.jpg", "photo.png.exe", "photo.html", "photo.p ng"})
  void check_otherExtension_isRefused(String name) throws Exception {
    byte[] image = SampleFiles.image("png", 3, 2);

    assertThat(refusal(policy, name, image)).isEqualTo("FILE_EXTENSION");
    assertThat(check(FilePolicy.builder().checkExtension(false).build(), name, image).mediaType())
        .isEqualTo("image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><script>alert(1)</script></html>",
        "MZ\u0000\u0000program",
        "#!/bin/sh\nrm -rf /",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "\u0000\u0001\u0002\u0003"
      })
  void check_typeThatIsNotTaken_isRefusedWhateverItsName(String content) {
    for (String name : new String[] {"photo.png", "notes.txt", "x"}) {
      assertThat(refusal(policy, name, text(content))).isEqualTo("FILE_TYPE");
    }
  }

  @Test
  void check_textCalledHtml_isRefused() {
    assertThat(refusal(policy, "notes.html", text("nothing but words"))).isEqualTo("FILE_TYPE");
  }

  @Test
  void check_empty_isRefused() {
    assertThat(refusal(policy, "a.txt", new byte[0])).isEqualTo("FILE_EMPTY");
  }

  @Test
  void check_tooLarge_isRefused() {
    FilePolicy small = FilePolicy.builder().largest(3).build();

    assertThat(refusal(small, "a.txt", text("four"))).isEqualTo("FILE_TOO_LARGE");
    assertThat(small.largest()).isEqualTo(3);
  }

  @Test
  void check_manyPixels_isRefusedByTheHeader() throws Exception {
    assertThat(refusal(policy, "bomb.png", SampleFiles.hugePng(20_000, 20_000)))
        .isEqualTo("IMAGE_TOO_LARGE");
    assertThat(refusal(policy, "bomb.png", SampleFiles.hugePng(Integer.MAX_VALUE, 2)))
        .isIn("IMAGE_TOO_LARGE", "FILE_UNREADABLE");
  }

  @Test
  void check_imageCut_isUnreadable() throws Exception {
    byte[] cut = Arrays.copyOf(SampleFiles.image("png", 30, 20), 20);

    assertThat(refusal(policy, "photo.png", cut)).isEqualTo("FILE_UNREADABLE");
  }

  @Test
  void check_contentCannotBeRead_isNotTheFilesFault() throws Exception {
    byte[] bytes = SampleFiles.image("png", 30, 20);
    FileContent breaking =
        new FileContent() {
          private int opened;

          @Override
          public long size() {
            return bytes.length;
          }

          @Override
          public InputStream open(long offset, long length) throws IOException {
            if (++opened > 3) {
              throw new IOException("the disk is gone");
            }
            return SampleFiles.content(bytes).open(offset, length);
          }
        };

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> policy.check("a.png", breaking))
        .withMessage("the disk is gone");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "a.txt, a.txt",
        "../../etc/passwd, passwd",
        "C:\\Users\\awa\\offre.pdf, offre.pdf",
        "/tmp/x/y.png, y.png",
        "  offre de prix .pdf  , offre de prix .pdf",
        "...hidden..., hidden",
        "Été à Dakar.pdf, Été à Dakar.pdf"
      })
  void cleanName_path_isRemoved(String name, String clean) {
    assertThat(FilePolicy.cleanName(name)).isEqualTo(clean);
  }

  @Test
  void cleanName_controlCharacters_areRemoved() {
    assertThat(FilePolicy.cleanName("a\r\nSet-Cookie: x\u0000.png"))
        .isEqualTo("aSet-Cookie: x.png");
    assertThat(FilePolicy.cleanName("photo\u202Egnp.exe")).isEqualTo("photognp.exe");
    assertThat(FilePolicy.cleanName("..\n/a\u0000/b.png")).isEqualTo("b.png");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "/", "a/", "..", "\u0000", "../.."})
  void cleanName_nothingLeft_isRefused(String name) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> FilePolicy.cleanName(name))
        .matches(refused -> refused.errors().get(0).code().equals("FILE_NAME"));
  }

  @Test
  void cleanName_long_isCutBeforeItsExtension() {
    assertThat(FilePolicy.cleanName("a".repeat(400) + ".pdf")).hasSize(255).endsWith("a.pdf");
    assertThat(FilePolicy.cleanName("a".repeat(400))).hasSize(255);
    assertThat(FilePolicy.cleanName("a" + "\uD83D\uDE00".repeat(300) + ".pdf"))
        .hasSizeLessThanOrEqualTo(255)
        .endsWith("\uDE00.pdf");
  }

  @Test
  void build_manyWrong_namesEach() {
    FilePolicy.Builder wrong =
        FilePolicy.builder().largest(0).mostPixels(0).mediaTypes(Set.of("PNG")).mostRatio(0);

    assertThatIllegalArgumentException()
        .isThrownBy(wrong::build)
        .withMessageContainingAll("largest", "mostPixels", "mediaTypes", "mostRatio");
  }

  @Test
  void mediaType_everything_isNeverAnError() {
    ContentSniffer sniffer = new ContentSniffer();

    assertThat(sniffer.mediaType(new byte[0])).isEqualTo("application/octet-stream");
    assertThat(sniffer.mediaType(text("\uFEFFBonjour"))).isEqualTo("text/plain");
  }
}
