package io.crmkit.file.clamd;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A connection over TCP or a Unix socket, none of whose steps waits longer than allowed. Used by
 * one thread.
 */
final class ClamdConnection implements AutoCloseable {
  private static final int LONGEST_ANSWER = 1_024;

  private final SocketChannel channel;
  private final Selector selector;
  private final Duration timeout;
  private final ByteBuffer answer = ByteBuffer.allocate(LONGEST_ANSWER);
  private boolean isEnded;

  ClamdConnection(SocketAddress address, Duration connectTimeout, Duration timeout)
      throws IOException {
    if (address instanceof InetSocketAddress internet && internet.isUnresolved()) {
      throw new UnknownHostException("no such host");
    }
    this.timeout = timeout;
    this.channel =
        address instanceof UnixDomainSocketAddress
            ? SocketChannel.open(StandardProtocolFamily.UNIX)
            : SocketChannel.open();
    this.selector = Selector.open();
    boolean isOpen = false;
    try {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_CONNECT);
      if (!channel.connect(address)) {
        await(SelectionKey.OP_CONNECT, connectTimeout);
        channel.finishConnect();
      }
      isOpen = true;
    } finally {
      if (!isOpen) {
        close();
      }
    }
  }

  private void await(int operations, Duration longest) throws IOException {
    channel.keyFor(selector).interestOps(operations);
    long deadline = System.nanoTime() + longest.toNanos();
    while (selector.select(Math.max(1, (deadline - System.nanoTime()) / 1_000_000)) == 0) {
      if (Thread.currentThread().isInterrupted()) {
        throw new IOException("interrupted");
      }
      if (System.nanoTime() >= deadline) {
        throw new SocketTimeoutException("no answer within " + longest);
      }
    }
    selector.selectedKeys().clear();
  }

  /**
   * Sends all bytes; returns false if the daemon hung up or answered before it took them.
   *
   * @throws IOException if it takes nothing in time
   */
  boolean send(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      if (receive() || isEnded) {
        return false;
      }
      try {
        if (channel.write(bytes) > 0) {
          continue;
        }
      } catch (IOException e) {
        return false; // it hung up; what it said before may still be there to read
      }
      await(SelectionKey.OP_WRITE | SelectionKey.OP_READ, timeout);
    }
    return true;
  }

  /**
   * Reads what is there, and returns whether that is a whole answer. Nothing is read behind one: a
   * daemon that hangs up on unread bytes resets the connection.
   */
  private boolean receive() throws IOException {
    if (end() < 0 && !isEnded && answer.hasRemaining()) {
      isEnded = channel.read(answer) < 0;
    }
    return end() >= 0;
  }

  private int end() {
    for (int i = 0; i < answer.position(); i++) {
      if (answer.get(i) == 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Waits for the answer, up to its zero.
   *
   * @throws IOException if it does not come, or not whole
   */
  String answer() throws IOException {
    while (!receive()) {
      if (isEnded || !answer.hasRemaining()) {
        throw new EOFException("no whole answer");
      }
      await(SelectionKey.OP_READ, timeout);
    }
    return new String(answer.array(), 0, end(), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    try (selector) {
      channel.close();
    }
  }
}
