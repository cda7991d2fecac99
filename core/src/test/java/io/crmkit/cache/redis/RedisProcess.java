package io.crmkit.cache.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import redis.embedded.RedisServer;

/** A Redis server of a test, which can be killed and started again at the same address. */
public final class RedisProcess implements AutoCloseable {
  private final int port;
  private final String[] settings;
  private RedisServer server;
  private long frozen;

  /** Starts one that keeps nothing on disk, with these lines in its configuration. */
  public RedisProcess(String... settings) {
    this.port = freePort();
    this.settings = settings;
    start();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns settings that lead here, patient enough for a machine that has much to do. */
  public RedisConfig.Builder config() {
    return RedisConfig.builder().port(port).timeout(Duration.ofSeconds(5));
  }

  /** Starts it again, with nothing in it. */
  public void start() {
    try {
      var builder =
          RedisServer.newRedisServer()
              .port(port)
              .bind("127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no");
      for (String setting : settings) {
        builder.setting(setting);
      }
      server = builder.build();
      server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it, if it runs. */
  public void kill() {
    thaw();
    try {
      server.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets it answer nobody, without closing a connection. */
  public void freeze() {
    if (frozen == 0) {
      try (RedisWire wire = wire()) {
        String line =
            wire.commands()
                .info("server")
                .lines()
                .filter(each -> each.startsWith("process_id:"))
                .findFirst()
                .orElseThrow();
        long pid = Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
        signal("-STOP", pid);
        frozen = pid;
      }
    }
  }

  /** Lets it answer again. */
  public void thaw() {
    if (frozen != 0) {
      signal("-CONT", frozen);
      frozen = 0;
    }
  }

  private static void signal(String name, long pid) {
    try {
      int exit = new ProcessBuilder("kill", name, Long.toString(pid)).start().waitFor();
      if (exit != 0) {
        throw new IllegalStateException("kill ended with " + exit);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Returns a bare connection to it. */
  RedisWire wire() {
    return new RedisWire(port);
  }

  @Override
  public void close() {
    kill();
  }
}
