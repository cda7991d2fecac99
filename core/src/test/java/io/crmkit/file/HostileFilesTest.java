package io.crmkit.file;

import static io.crmkit.file.PolicyChecks.allowing;
import static io.crmkit.file.PolicyChecks.check;
import static io.crmkit.file.PolicyChecks.joined;
import static io.crmkit.file.PolicyChecks.refusal;
import static io.crmkit.file.PolicyChecks.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.error.InvalidValueException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are two at once, act, or unpack to more than they say. */
final class HostileFilesTest {
  private final FilePolicy policy = FilePolicy.builder().build();

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpg", "gif"})
  void check_archiveBehindAnImage_isRefused(String format) throws Exception {
    byte[] image = SampleFiles.image(format, 30, 20);
    byte[] archive = SampleFiles.zip(Map.of("META-INF/MANIFEST.MF", text("x")));

    assertThat(refusal(policy, "p." + format, joined(image, archive))).isEqualTo("FILE_POLYGLOT");
    assertThat(refusal(policy, "p." + format, joined(joined(image, archive), text("more"))))
        .isEqualTo("FILE_POLYGLOT");
  }

  @Test
  void check_archiveBehindAPdf_isRefused() throws Exception {
    byte[] pdf = text("%PDF-1.7\n1 0 obj\n");

    assertThat(refusal(policy, "a.pdf", joined(pdf, SampleFiles.zip(Map.of("a", text("a"))))))
        .isEqualTo("FILE_POLYGLOT");
  }

  @Test
  void check_imageInFrontOfAnArchive_isNoArchive() throws Exception {
    byte[] both =
        joined(SampleFiles.zip(Map.of("a", text("a"))), SampleFiles.zip(Map.of("b", text("b"))));

    assertThat(refusal(allowing("application/zip"), "a.zip", both)).isEqualTo("FILE_UNREADABLE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<SCRIPT src=//x>",
        "<html><body>",
        "<?php system($_GET[0]); ?>",
        "<img src=x onerror = alert(1)>",
        "<a href=JavaScript:alert(1)>"
      })
  void check_markupInAnImage_isRefused(String markup) throws Exception {
    byte[] image = SampleFiles.image("png", 30, 20);
    byte[] far = joined(image, new byte[65_530 - image.length]);

    assertThat(refusal(policy, "p.png", joined(image, text(markup)))).isEqualTo("FILE_POLYGLOT");
    assertThat(refusal(policy, "p.png", joined(far, text(markup)))).isEqualTo("FILE_POLYGLOT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "<g><SCRIPT/></g>",
        "<rect onclick='alert(1)'/>",
        "<a href='javascript:alert(1)'/>",
        "<a xmlns:x='http://www.w3.org/1999/xlink' x:href=' java&#10;script:alert(1)'/>",
        "<a href='data:text/html,x'/>",
        "<foreignObject/>",
        "<set attributeName='href' to='javascript:alert(1)'/>",
        "<g>",
        "&xxe;"
      })
  void check_svgThatActs_isRefused(String inside) {
    String svg = "<svg xmlns=\"http://www.w3.org/2000/svg\">" + inside + "</svg>";

    assertThat(refusal(allowing("image/svg+xml"), "a.svg", text(svg))).isEqualTo("FILE_ACTIVE");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<?xml-stylesheet href='http://x/y.xsl'?>"
      })
  void check_svgWithEntityOrSheet_isRefused(String before) {
    String svg = "<?xml version='1.0'?>" + before + "<svg xmlns='http://www.w3.org/2000/svg'/>";

    assertThat(refusal(allowing("image/svg+xml"), "a.svg", text(svg))).isEqualTo("FILE_ACTIVE");
  }

  @Test
  void check_svgOfShapes_passes() throws Exception {
    String svg =
        "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://x/svg.dtd'>"
            + "<svg xmlns='http://www.w3.org/2000/svg'><rect width='3' height='2'/></svg>";

    assertThat(check(allowing("image/svg+xml"), "a.svg", text(svg)).mediaType())
        .isEqualTo("image/svg+xml");
  }

  @Test
  void check_zipBomb_isRefused() throws Exception {
    byte[] bomb = SampleFiles.zip(Map.of("zeros", new byte[50 << 20]));

    assertThat(refusal(allowing("application/zip"), "a.zip", bomb)).isEqualTo("FILE_EXPANDS");
  }

  @Test
  void check_zipBombThatLies_isRefused() throws Exception {
    byte[] bomb = SampleFiles.zip(Map.of("zeros", new byte[50 << 20]));
    byte[] lying = SampleFiles.claimingSize(bomb, 10);

    assertThat(refusal(allowing("application/zip"), "a.zip", lying))
        .isIn("FILE_EXPANDS", "FILE_UNREADABLE");
  }

  @Test
  void check_zipBombInsideAnother_isRefused() throws Exception {
    byte[] inner = SampleFiles.zip(Map.of("zeros", new byte[5 << 20]));
    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i < 40; i++) {
      many.put(i + ".zip", inner);
    }

    assertThat(refusal(allowing("application/zip"), "a.zip", SampleFiles.zip(many)))
        .isEqualTo("FILE_EXPANDS");
  }

  @Test
  void check_zipInZipInZipInZip_isTooDeep() throws Exception {
    byte[] bytes = text("core");
    for (int i = 0; i < 4; i++) {
      bytes = SampleFiles.zip(Map.of("a.zip", bytes));
    }

    assertThat(refusal(allowing("application/zip"), "a.zip", bytes)).isEqualTo("FILE_EXPANDS");
  }

  @Test
  void check_manyEntries_isRefused() throws Exception {
    Map<String, byte[]> many = new TreeMap<>();
    for (int i = 0; i <= 10_000; i++) {
      many.put("f" + i, new byte[0]);
    }

    assertThat(refusal(allowing("application/zip"), "a.zip", SampleFiles.zip(many)))
        .isEqualTo("FILE_EXPANDS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "/etc/passwd", "a/../../b", "..\\x"})
  void check_zipWithPathsOutOfIt_isRefused(String entry) throws Exception {
    byte[] bytes = SampleFiles.zip(Map.of(entry, text("x")));

    assertThat(refusal(allowing("application/zip"), "a.zip", bytes)).isEqualTo("FILE_UNREADABLE");
  }

  @Test
  void check_zipCutOrChanged_isRefusedOrPassesButNeverFails() throws Exception {
    byte[] whole = SampleFiles.docx();

    for (int i = 4; i < whole.length; i++) {
      byte[] cut = Arrays.copyOf(whole, i);
      byte[] changed = whole.clone();
      changed[i] ^= 0x55;

      assertThat(refusal(policy, "a.docx", cut)).isIn("FILE_UNREADABLE", "FILE_TYPE");
      try {
        check(policy, "a.docx", changed);
      } catch (InvalidValueException e) {
        assertThat(e.errors()).hasSize(1);
      }
    }
  }
}
