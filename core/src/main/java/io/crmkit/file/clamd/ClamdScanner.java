package io.crmkit.file.clamd;

import io.crmkit.error.UnavailableException;
import io.crmkit.file.Verdict;
import io.crmkit.file.VirusScanner;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks the daemon of ClamAV, with its command {@code INSTREAM} on a connection for each file.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class ClamdScanner implements VirusScanner {
  private static final byte[] COMMAND = "zINSTREAM\0".getBytes(StandardCharsets.US_ASCII);
  private static final Pattern FOUND = Pattern.compile("stream: (.{1,200}) FOUND");
  private static final int CHUNK = 1 << 16;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

  private final ClamdConfig config;

  /** Prepares to ask; nobody is asked yet. */
  public ClamdScanner(ClamdConfig config) {
    this.config = config;
  }

  @Override
  public Verdict scan(InputStream content, long size) throws IOException {
    if (size > config.largest()) {
      return Verdict.notScanned("larger than " + config.largest() + " bytes");
    }
    try (ClamdConnection connection = connect()) {
      return verdict(ask(connection, content, size));
    }
  }

  private ClamdConnection connect() {
    try {
      return new ClamdConnection(config.address(), config.connectTimeout(), config.answerTimeout());
    } catch (IOException | IllegalArgumentException e) {
      throw unavailable("cannot be reached", e);
    }
  }

  private static String ask(ClamdConnection connection, InputStream content, long size)
      throws IOException {
    boolean isTaken = send(connection, ByteBuffer.wrap(COMMAND));
    byte[] bytes = new byte[CHUNK];
    ByteBuffer chunk = ByteBuffer.allocate(Integer.BYTES + CHUNK);
    long sent = 0;
    for (int count = content.readNBytes(bytes, 0, CHUNK);
        count > 0 && isTaken;
        count = content.readNBytes(bytes, 0, CHUNK)) {
      sent += count;
      requireSize(sent <= size);
      isTaken = send(connection, chunk.clear().putInt(count).put(bytes, 0, count).flip());
    }
    if (isTaken) {
      requireSize(sent == size);
      send(connection, chunk.clear().putInt(0).flip());
    }
    try {
      return connection.answer();
    } catch (IOException e) {
      throw unavailable("did not answer", e);
    }
  }

  private static void requireSize(boolean isRight) throws IOException {
    if (!isRight) {
      throw new IOException("the content does not have the size that was told");
    }
  }

  /** Returns false if the daemon wants no more: its answer, or its silence, tells why. */
  private static boolean send(ClamdConnection connection, ByteBuffer bytes) {
    try {
      return connection.send(bytes);
    } catch (IOException e) {
      throw unavailable("did not take the file", e);
    }
  }

  private static Verdict verdict(String answer) {
    if (answer.equals("stream: OK")) {
      return Verdict.CLEAN;
    }
    Matcher found = FOUND.matcher(answer);
    if (found.matches()) {
      return Verdict.infected(found.group(1));
    }
    if (answer.startsWith("INSTREAM size limit exceeded")) {
      return Verdict.notScanned("larger than the daemon takes");
    }
    throw unavailable("gave an answer that is not known", null);
  }

  private static UnavailableException unavailable(String what, @Nullable Exception cause) {
    return new UnavailableException(
        "VIRUS_SCANNER_UNAVAILABLE", "the virus scanner " + what, RETRY_AFTER, cause);
  }

  @Override
  public String toString() {
    return "ClamdScanner[" + config + "]";
  }
}
