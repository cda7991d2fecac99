package io.crmkit.storage.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Stands between a storage and its database, and cuts a connection where a text goes through. */
final class CuttingProxy implements AutoCloseable {
  /** When a connection is cut. */
  enum Cut {
    NEVER,
    /** The database does not hear the text, such as a COMMIT. */
    BEFORE_COMMIT,
    /** The database has committed, and is not heard. */
    BEFORE_ANSWER
  }

  private static final String COMMIT = "COMMIT";

  private final ServerSocket server;
  private final int target;
  private volatile Cut cut = Cut.NEVER;
  private volatile String text = COMMIT;

  CuttingProxy(int target) {
    this.target = target;
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  /** Cuts the next connection on which a COMMIT comes; once. */
  void cutNext(Cut when) {
    cutNext(when, COMMIT);
  }

  /** Cuts the next connection on which a text comes; once. */
  void cutNext(Cut when, String at) {
    text = at;
    cut = when;
  }

  boolean hasCut() {
    return cut == Cut.NEVER;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "cutting-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Link link = new Link(client, new Socket(InetAddress.getLoopbackAddress(), target));
        start(link::forth);
        start(link::back);
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  /** A connection on both its sides. */
  private final class Link {
    private final Socket client;
    private final Socket database;
    private volatile boolean isMute;

    Link(Socket client, Socket database) {
      this.client = client;
      this.database = database;
    }

    void forth() {
      byte[] buffer = new byte[1 << 16];
      try (client;
          database) {
        InputStream in = client.getInputStream();
        OutputStream out = database.getOutputStream();
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
          String sent = new String(Arrays.copyOf(buffer, size), StandardCharsets.ISO_8859_1);
          Cut when = sent.contains(text) ? cut : Cut.NEVER;
          if (when != Cut.NEVER) {
            cut = Cut.NEVER;
          }
          if (when == Cut.BEFORE_COMMIT) {
            return;
          }
          isMute |= when == Cut.BEFORE_ANSWER;
          out.write(buffer, 0, size);
          out.flush();
        }
      } catch (IOException e) {
        return; // either side has gone
      }
    }

    void back() {
      byte[] buffer = new byte[1 << 16];
      try (client;
          database) {
        InputStream in = database.getInputStream();
        OutputStream out = client.getOutputStream();
        for (int size = in.read(buffer); size >= 0; size = in.read(buffer)) {
          if (isMute) {
            return;
          }
          out.write(buffer, 0, size);
          out.flush();
        }
      } catch (IOException e) {
        return; // either side has gone
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
