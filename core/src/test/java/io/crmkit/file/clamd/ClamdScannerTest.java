package io.crmkit.file.clamd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.error.UnavailableException;
import io.crmkit.file.Verdict;
import io.crmkit.testkit.file.SampleContent;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A daemon that answers rightly, wrongly, late or not at all. */
final class ClamdScannerTest {
  /** What a daemon does with one connection. */
  private interface Daemon {
    void serve(Socket socket) throws IOException;
  }

  private static Verdict scan(Daemon daemon, int size) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread serving =
          new Thread(
              () -> {
                try (Socket socket = server.accept()) {
                  daemon.serve(socket);
                } catch (IOException e) {
                  // the client hung up, as it does after a time limit
                }
              });
      serving.start();
      try {
        return new ClamdScanner(impatient(server.getLocalPort()).build())
            .scan(SampleContent.of(1, size), size);
      } finally {
        serving.join();
      }
    }
  }

  private static ClamdConfig.Builder impatient(int port) {
    return ClamdConfig.builder()
        .address("127.0.0.1", port)
        .answerTimeout(Duration.ofMillis(300))
        .largest(20 << 20);
  }

  /** Reads the command and the chunks, and returns what was in them. */
  private static byte[] receive(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    assertThat(in.readNBytes(10)).isEqualTo("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (int length = in.readInt(); length > 0; length = in.readInt()) {
      content.write(in.readNBytes(length));
    }
    return content.toByteArray();
  }

  private static void answer(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static void untilTheClientGivesUp(Socket socket) throws IOException {
    socket.getInputStream().readAllBytes();
  }

  private static void assertUnavailable(Daemon daemon, int size) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> scan(daemon, size))
        .matches(failure -> failure.code().equals("VIRUS_SCANNER_UNAVAILABLE"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 3_000_000})
  void scan_ok_isCleanAndAllWasSent(int size) throws Exception {
    byte[][] received = new byte[1][];

    Verdict verdict =
        scan(
            socket -> {
              received[0] = receive(socket);
              answer(socket, "stream: OK\0");
            },
            size);

    assertThat(verdict).isEqualTo(Verdict.CLEAN);
    assertThat(received[0]).isEqualTo(SampleContent.bytes(1, size));
  }

  @Test
  void scan_found_isInfected() throws Exception {
    Verdict verdict =
        scan(
            socket -> {
              receive(socket);
              answer(socket, "stream: Win.Test.");
              answer(socket, "EICAR_HDB-1 FOUND\0");
            },
            10);

    assertThat(verdict).isEqualTo(Verdict.infected("Win.Test.EICAR_HDB-1"));
  }

  @Test
  void scan_tooLargeForTheDaemon_isNotScanned() throws Exception {
    Verdict verdict =
        scan(
            socket -> {
              socket.getInputStream().readNBytes(100_000);
              answer(socket, "INSTREAM size limit exceeded. ERROR\0");
              untilTheClientGivesUp(socket);
            },
            3_000_000);

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_SCANNED);
  }

  @Test
  void scan_tooLargeForTheScanner_asksNobody() throws Exception {
    ClamdScanner scanner = new ClamdScanner(ClamdConfig.builder().largest(9).build());

    Verdict verdict = scanner.scan(SampleContent.of(1, 10), 10);

    assertThat(verdict.outcome()).isEqualTo(Verdict.Outcome.NOT_SCANNED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\0",
        "stream: OK",
        "OK\0",
        "stream: OK \0",
        "stream: OK\n\0",
        "stream:  FOUND\0",
        "stream: x ERROR\0",
        "UNKNOWN COMMAND\0",
        "HTTP/1.1 200 OK\r\n\r\n\0"
      })
  void scan_answerCutOrUnknown_isUnavailable(String text) {
    assertUnavailable(
        socket -> {
          receive(socket);
          answer(socket, text);
        },
        10);
  }

  @Test
  void scan_answerWithoutEnd_isUnavailable() {
    assertUnavailable(
        socket -> {
          receive(socket);
          answer(socket, "stream: OK ".repeat(500));
          untilTheClientGivesUp(socket);
        },
        10);
  }

  @Test
  void scan_noAnswer_isUnavailable() {
    assertUnavailable(
        socket -> {
          receive(socket);
          untilTheClientGivesUp(socket);
        },
        10);
  }

  @Test
  void scan_daemonTakesNothing_isUnavailable() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ClamdScanner scanner = new ClamdScanner(impatient(server.getLocalPort()).build());

      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> scanner.scan(SampleContent.of(1, 15 << 20), 15 << 20));
    }
  }

  @Test
  void scan_daemonHangsUp_isUnavailable() {
    assertUnavailable(socket -> {}, 10);
    assertUnavailable(socket -> socket.getInputStream().readNBytes(100_000), 3_000_000);
  }

  @Test
  void scan_nobodyListens_isUnavailable() throws Exception {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }

    for (ClamdConfig.Builder config :
        new ClamdConfig.Builder[] {
          impatient(port),
          impatient(port).address("no-such-host.invalid", port),
          impatient(port).socket(Path.of("/no/such/socket"))
        }) {
      assertThatExceptionOfType(UnavailableException.class)
          .isThrownBy(() -> new ClamdScanner(config.build()).scan(SampleContent.of(1, 1), 1));
    }
  }

  @Test
  void build_manyWrong_namesEach() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                ClamdConfig.builder()
                    .address(" ", 0)
                    .largest(0)
                    .answerTimeout(Duration.ZERO)
                    .connectTimeout(Duration.ofSeconds(-1))
                    .build())
        .withMessageContainingAll("host", "port", "largest", "answerTimeout", "connectTimeout");
  }
}
