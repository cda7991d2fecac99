package io.crmkit.server.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/**
 * Calls a server over so many connections that are kept alive, each on a thread of its own that
 * sends the next request when the last was answered. Plain sockets, since the generator shares the
 * machine with what it measures.
 */
final class Load {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final int port;
  private final String head;
  private final int status;
  private final IntFunction<Request> requests;
  private final AtomicInteger next;

  /** What is asked. */
  record Request(String method, String path, String body) {
    static Request get(String path) {
      return new Request("GET", path, "");
    }
  }

  /**
   * What was seen.
   *
   * @param perSecond right answers a second
   * @param micros how long each right answer took
   * @param errors answers of another status, empty ones, and lost connections
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Result(double perSecond, int[] micros, int errors) {}

  /**
   * Makes a load.
   *
   * @param headers lines of the head, each with its end
   * @param status of right answers
   * @param requests by number
   * @param next counts the requests, also of other loads
   */
  Load(int port, String headers, int status, IntFunction<Request> requests, AtomicInteger next) {
    this.port = port;
    this.head = " HTTP/1.1\r\nHost: 127.0.0.1\r\nUser-Agent: bench\r\n" + headers;
    this.status = status;
    this.requests = requests;
    this.next = next;
  }

  /** Calls for so long. */
  Result run(int connections, Duration span) {
    List<Caller> callers = new ArrayList<>();
    long[] begin = new long[1];
    CyclicBarrier start = new CyclicBarrier(connections, () -> begin[0] = System.nanoTime());
    for (int i = 0; i < connections; i++) {
      callers.add(new Caller(start, span.toNanos()));
    }
    callers.forEach(Thread::start);
    try {
      for (Caller caller : callers) {
        caller.join();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    double seconds = (System.nanoTime() - begin[0]) / 1e9;
    int[] micros = callers.stream().flatMapToInt(Caller::micros).toArray();
    return new Result(
        micros.length / seconds, micros, callers.stream().mapToInt(caller -> caller.errors).sum());
  }

  /** One connection, and a new one whenever it is lost. */
  private final class Caller extends Thread {
    private final CyclicBarrier start;
    private final long nanos;
    private int[] micros = new int[1_000];
    private int count;
    private int errors;

    Caller(CyclicBarrier start, long nanos) {
      super("caller");
      this.start = start;
      this.nanos = nanos;
    }

    java.util.stream.IntStream micros() {
      return Arrays.stream(micros, 0, count);
    }

    @Override
    public void run() {
      boolean hasStarted = false;
      long end = Long.MAX_VALUE;
      while (System.nanoTime() < end) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
          socket.setTcpNoDelay(true);
          socket.setSoTimeout(TIMEOUT_MILLIS);
          InputStream in = new BufferedInputStream(socket.getInputStream(), 65_536);
          if (!hasStarted) {
            hasStarted = true;
            start.await();
            end = System.nanoTime() + nanos;
          }
          while (System.nanoTime() < end) {
            call(socket, in);
          }
        } catch (IOException e) {
          errors++;
        } catch (Exception e) {
          throw new IllegalStateException(e);
        }
      }
    }

    private void call(Socket socket, InputStream in) throws IOException {
      Request request = requests.apply(next.getAndIncrement());
      byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
      String type = body.length == 0 ? "" : "Content-Type: application/json\r\n";
      byte[] text =
          (request.method()
                  + " "
                  + request.path()
                  + head
                  + type
                  + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n")
                  + "\r\n"
                  + request.body())
              .getBytes(StandardCharsets.UTF_8);
      long began = System.nanoTime();
      socket.getOutputStream().write(text);
      if (new Reply(in).isRight(status)) {
        if (count == micros.length) {
          micros = Arrays.copyOf(micros, count * 2);
        }
        micros[count++] = (int) ((System.nanoTime() - began) / 1_000);
      } else {
        errors++;
      }
    }
  }

  /** An answer as it comes in. */
  private static final class Reply {
    private final InputStream in;
    private final int status;
    private long length;
    private boolean isChunked;
    private int first = -1;
    private int last = -1;

    Reply(InputStream in) throws IOException {
      this.in = in;
      String line = line();
      this.status = Integer.parseInt(line.substring(9, 12));
      for (line = line(); !line.isEmpty(); line = line()) {
        String field = line.toLowerCase(Locale.ROOT);
        if (field.startsWith("content-length:")) {
          length = Long.parseLong(field.substring(15).strip());
        } else if (field.startsWith("transfer-encoding:")) {
          isChunked = field.endsWith("chunked");
        }
      }
      if (isChunked) {
        for (length = size(); length > 0; length = size()) {
          read(length);
          line();
        }
        line();
      } else {
        read(length);
      }
    }

    /** Returns whether it has this status, and a JSON object as its body. */
    boolean isRight(int wanted) {
      return status == wanted && first == '{' && last == '}';
    }

    private long size() throws IOException {
      return Long.parseLong(line(), 16);
    }

    private void read(long count) throws IOException {
      byte[] bytes = in.readNBytes((int) count);
      if (bytes.length < count) {
        throw new EOFException();
      }
      if (bytes.length > 0) {
        first = first < 0 ? bytes[0] : first;
        last = bytes[bytes.length - 1];
      }
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder(64);
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new EOFException();
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
      return line.toString();
    }
  }
}
