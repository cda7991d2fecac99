package io.crmkit.cache.redis;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis server is, and how long to wait for it. One server, or one address that leads to
 * the present primary; not a cluster. Immutable.
 *
 * @since 0.1
 */
public final class RedisConfig {
  private static final Pattern NAMESPACE = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");

  private final String host;
  private final int port;
  private final int database;
  private final @Nullable String user;
  private final @Nullable String password;
  private final boolean isEncrypted;
  private final String namespace;
  private final Duration timeout;

  private RedisConfig(Builder builder) {
    host = builder.host;
    port = builder.port;
    database = builder.database;
    user = builder.user;
    password = builder.password;
    isEncrypted = builder.isEncrypted;
    namespace = builder.namespace;
    timeout = builder.timeout;
  }

  /** Starts collecting settings. */
  public static Builder builder() {
    return new Builder();
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  int database() {
    return database;
  }

  @Nullable String user() {
    return user;
  }

  @Nullable String password() {
    return password;
  }

  boolean isEncrypted() {
    return isEncrypted;
  }

  String namespace() {
    return namespace;
  }

  Duration timeout() {
    return timeout;
  }

  @Override
  public String toString() {
    return "RedisConfig["
        + host
        + ":"
        + port
        + "/"
        + database
        + (isEncrypted ? ", tls" : "")
        + ", namespace "
        + namespace
        + ", timeout "
        + timeout.toMillis()
        + " ms]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final List<String> wrong = new ArrayList<>();
    private String host = "127.0.0.1";
    private int port = 6379;
    private int database;
    private @Nullable String user;
    private @Nullable String password;
    private boolean isEncrypted;
    private String namespace = "crmkit";
    private Duration timeout = Duration.ofMillis(100);

    private Builder() {}

    /**
     * Sets host, port, user, password, database and encryption from {@code
     * redis://user:password@host:port/database}, or {@code rediss://} for TLS. Default: the parts
     * keep their own defaults.
     */
    public Builder url(String url) {
      try {
        read(new URI(url));
      } catch (URISyntaxException | NumberFormatException e) {
        wrong.add("url must be redis://user:password@host:port/database"); // it may hold a secret
      }
      return this;
    }

    private void read(URI url) throws URISyntaxException {
      boolean isRedis = "redis".equals(url.getScheme()) || "rediss".equals(url.getScheme());
      if (!isRedis || url.getHost() == null) {
        throw new URISyntaxException("", "no address of a Redis server");
      }
      host = url.getHost();
      port = url.getPort() < 0 ? port : url.getPort();
      isEncrypted = "rediss".equals(url.getScheme());
      String path = url.getPath();
      if (path != null && path.length() > 1) {
        database = Integer.parseInt(path.substring(1));
      }
      String login = url.getUserInfo();
      if (login != null) {
        int colon = login.indexOf(':');
        user = colon > 0 ? login.substring(0, colon) : null;
        password = login.substring(colon + 1);
      }
    }

    /** Sets the host. Default: {@code 127.0.0.1}. */
    public Builder host(String name) {
      this.host = name;
      return this;
    }

    /** Sets the port. Default: 6379. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /** Sets the number of the database. Default: 0. */
    public Builder database(int number) {
      this.database = number;
      return this;
    }

    /** Sets the user. Default: none, which is Redis' {@code default}. */
    public Builder user(@Nullable String name) {
      this.user = name;
      return this;
    }

    /** Sets the password. Default: none. */
    public Builder password(@Nullable String secret) {
      this.password = secret;
      return this;
    }

    /** Sets whether the connection is encrypted and the server's name checked. Default: false. */
    public Builder tls(boolean encrypted) {
      this.isEncrypted = encrypted;
      return this;
    }

    /**
     * Sets what all keys and the channel begin with, so that several CRMs can share a server: 1 to
     * 64 letters, digits and {@code _.-}. Default: {@code crmkit}.
     */
    public Builder namespace(String prefix) {
      this.namespace = prefix;
      return this;
    }

    /** Sets the longest wait for one answer, and for the connection. Default: 100 milliseconds. */
    public Builder timeout(Duration wait) {
      this.timeout = wait;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming all that are wrong
     */
    public RedisConfig build() {
      List<String> all = new ArrayList<>(wrong);
      if (host.isBlank()) {
        all.add("host must not be blank");
      }
      if (port < 1 || port > 65_535) {
        all.add("port must be 1 to 65535");
      }
      if (database < 0) {
        all.add("database must be at least 0");
      }
      if (user != null && password == null) {
        all.add("user needs a password");
      }
      if (!NAMESPACE.matcher(namespace).matches()) {
        all.add("namespace must match " + NAMESPACE);
      }
      if (timeout.toMillis() < 1) {
        all.add("timeout must be at least 1 millisecond");
      }
      if (!all.isEmpty()) {
        throw new IllegalArgumentException("redis: " + String.join("; ", all));
      }
      return new RedisConfig(this);
    }
  }
}
