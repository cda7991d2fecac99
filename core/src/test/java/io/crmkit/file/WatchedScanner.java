package io.crmkit.file;

import io.crmkit.error.UnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A scanner that finds one thing only, and can be away. */
final class WatchedScanner implements VirusScanner {
  volatile boolean isDown;
  volatile long largest = Long.MAX_VALUE;
  final AtomicInteger scans = new AtomicInteger();

  @Override
  public Verdict scan(InputStream content, long size) throws IOException {
    if (isDown) {
      throw new UnavailableException(
          "VIRUS_SCANNER_UNAVAILABLE", "down", Duration.ofSeconds(1), null);
    }
    scans.incrementAndGet();
    if (size > largest) {
      return Verdict.notScanned("too large");
    }
    String text = new String(content.readAllBytes(), StandardCharsets.ISO_8859_1);
    return text.contains(FileWorld.EICAR) ? Verdict.infected("Eicar") : Verdict.CLEAN;
  }
}
