package io.crmkit.file.clamd;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the daemon is, and how long it is waited for. Immutable.
 *
 * @since 0.1
 */
public final class ClamdConfig {
  private final String host;
  private final int port;
  private final @Nullable Path socket;
  private final long largest;
  private final Duration connectTimeout;
  private final Duration answerTimeout;

  private ClamdConfig(Builder builder) {
    this.host = builder.host;
    this.port = builder.port;
    this.socket = builder.socket;
    this.largest = builder.largest;
    this.connectTimeout = builder.connectTimeout;
    this.answerTimeout = builder.answerTimeout;
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the address; the host is looked up each time, as daemons move. */
  SocketAddress address() {
    return socket == null ? new InetSocketAddress(host, port) : UnixDomainSocketAddress.of(socket);
  }

  long largest() {
    return largest;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  @Override
  public String toString() {
    return "ClamdConfig[" + (socket == null ? host + ":" + port : socket) + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private String host = "127.0.0.1";
    private int port = 3310;
    private @Nullable Path socket;
    private long largest = 25L << 20;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration answerTimeout = Duration.ofSeconds(60);

    private Builder() {}

    /** Sets where the daemon listens. Default: {@code 127.0.0.1}, 3310. */
    public Builder address(String host, int port) {
      this.host = host;
      this.port = port;
      return this;
    }

    /** Sets the Unix socket where the daemon listens. Default: none, but host and port. */
    public Builder socket(Path socket) {
      this.socket = socket;
      return this;
    }

    /**
     * Sets the largest file to scan, in bytes: at most what the daemon's {@code StreamMaxLength},
     * {@code MaxScanSize} and {@code MaxFileSize} allow, as it calls larger ones clean. Default: 25
     * MiB.
     */
    public Builder largest(long bytes) {
      this.largest = bytes;
      return this;
    }

    /** Sets the longest wait for a connection. Default: 5 seconds. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * Sets the longest time in which the daemon neither takes a byte nor answers. Default: 60
     * seconds.
     */
    public Builder answerTimeout(Duration timeout) {
      this.answerTimeout = timeout;
      return this;
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException naming every wrong key
     */
    public ClamdConfig build() {
      List<String> wrong = new ArrayList<>();
      if (host.isBlank()) {
        wrong.add("host");
      }
      if (port < 1 || port > 0xffff) {
        wrong.add("port");
      }
      if (largest < 1) {
        wrong.add("largest");
      }
      if (connectTimeout.isNegative() || connectTimeout.toMillis() == 0) {
        wrong.add("connectTimeout");
      }
      if (answerTimeout.isNegative() || answerTimeout.toMillis() == 0) {
        wrong.add("answerTimeout");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("clamd is set up wrong in: " + wrong);
      }
      return new ClamdConfig(this);
    }
  }
}
