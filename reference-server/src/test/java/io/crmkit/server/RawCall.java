package io.crmkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Calls with a head that no client would send. */
final class RawCall {
  private RawCall() {}

  /** Sends a request line without its protocol, with a token, and returns the whole answer. */
  static String send(int port, String line, String token) throws IOException {
    return raw(
        port,
        line
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
            + token
            + "\r\n\r\n");
  }

  /** Sends these characters and returns the whole answer. */
  static String raw(int port, String head) throws IOException {
    return raw(port, head, false);
  }

  /** Sends these characters, tells that no more will come, and returns the whole answer. */
  static String halfClosed(int port, String head) throws IOException {
    return raw(port, head, true);
  }

  private static String raw(int port, String head, boolean isEnd) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      if (isEnd) {
        socket.shutdownOutput();
      }
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
