package io.crmkit.testkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.file.Verdict;
import io.crmkit.file.VirusScanner;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * What every {@link VirusScanner} does. Extend it, and hand it yours, which must know the EICAR
 * test file. That one which does not answer raises {@code UnavailableException}, is for the test of
 * each scanner.
 */
public abstract class VirusScannerContract {
  /** In two halves, so that no scanner takes this class for a virus. */
  private static final byte[] EICAR =
      ("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*")
          .getBytes(StandardCharsets.US_ASCII);

  /** Returns the scanner. */
  protected abstract VirusScanner scanner();

  /** Returns a size that is larger than the scanner takes. */
  protected abstract long tooLarge();

  @Test
  void scan_harmless_isClean() throws Exception {
    assertThat(scanner().scan(SampleContent.of(1, 300_000), 300_000)).isEqualTo(Verdict.CLEAN);
    assertThat(Verdict.CLEAN.isClean()).isTrue();
  }

  @Test
  void scan_empty_isClean() throws Exception {
    assertThat(scanner().scan(InputStream.nullInputStream(), 0).isClean()).isTrue();
  }

  @Test
  void scan_testVirus_isInfectedWithItsName() throws Exception {
    Verdict verdict = scanner().scan(new ByteArrayInputStream(EICAR), EICAR.length);

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.INFECTED);
    assertThat(verdict.detail()).containsIgnoringCase("eicar");
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void scan_tooLarge_isNotScanned() throws Exception {
    Verdict verdict = scanner().scan(SampleContent.of(1, tooLarge()), tooLarge());

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_SCANNED);
    assertThat(verdict.detail()).isNotBlank();
    assertThat(verdict.isClean()).isFalse();
  }

  @Test
  void scan_otherSizeThanTold_isNotJudged() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> scanner().scan(SampleContent.of(1, 10), 11));
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> scanner().scan(SampleContent.of(1, 11), 10));
  }

  @Test
  void scan_contentBreaks_throwsIt() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> scanner().scan(SampleContent.breakingAfter(1, 1_000), 2_000))
        .withMessage("the upload was cut off");
  }

  @Test
  void scan_content_isLeftOpen() throws Exception {
    AtomicBoolean isClosed = new AtomicBoolean();
    InputStream content =
        new ByteArrayInputStream(new byte[] {1}) {
          @Override
          public void close() {
            isClosed.set(true);
          }
        };

    scanner().scan(content, 1);

    assertThat(isClosed).isFalse();
  }
}
