package io.crmkit.file;

import io.crmkit.testkit.file.VirusScannerContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A scanner as an embedder may write it passes the contract. */
final class OwnVirusScannerTest extends VirusScannerContract {
  private static final long MOST = 1_000_000;

  @Override
  protected VirusScanner scanner() {
    return (content, size) -> {
      if (size > MOST) {
        return Verdict.notScanned("too large");
      }
      byte[] bytes = content.readAllBytes();
      if (bytes.length != size) {
        throw new IOException("not of the size that was told");
      }
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      return text.contains("$EICAR-") ? Verdict.infected("Eicar") : Verdict.CLEAN;
    };
  }

  @Override
  protected long tooLarge() {
    return MOST + 1;
  }
}
