package io.crmkit.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a server listens and answers. Immutable.
 *
 * @since 0.1
 */
public final class ServerConfig {
  /** The settings of a server that nothing was said about. */
  public static final ServerConfig DEFAULT = builder().build();

  private final String host;
  private final int port;
  private final @Nullable String publicUrl;
  private final long maxBody;
  private final Duration stopTimeout;
  private final Duration refreshLife;
  private final boolean isCookieSecure;
  private final String cookieSameSite;
  private final Set<String> corsOrigins;
  private final Set<String> trustedProxies;
  private final @Nullable Path tlsCertificate;
  private final @Nullable Path tlsKey;
  private final int rateLimit;
  private final @Nullable Path importFolder;
  private final long maxImport;
  private final @Nullable String metricsKey;

  private ServerConfig(Builder builder) {
    host = builder.host;
    port = builder.port;
    publicUrl = builder.publicUrl;
    maxBody = builder.maxBody;
    stopTimeout = builder.stopTimeout;
    refreshLife = builder.refreshLife;
    isCookieSecure = builder.isCookieSecure;
    cookieSameSite = builder.cookieSameSite;
    corsOrigins = Set.copyOf(builder.corsOrigins);
    trustedProxies = Set.copyOf(builder.trustedProxies);
    tlsCertificate = builder.tlsCertificate;
    tlsKey = builder.tlsKey;
    rateLimit = builder.rateLimit;
    importFolder = builder.importFolder;
    maxImport = builder.maxImport;
    metricsKey = builder.metricsKey;
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

  @Nullable String publicUrl() {
    return publicUrl;
  }

  long maxBody() {
    return maxBody;
  }

  Duration stopTimeout() {
    return stopTimeout;
  }

  Duration refreshLife() {
    return refreshLife;
  }

  boolean isCookieSecure() {
    return isCookieSecure;
  }

  String cookieSameSite() {
    return cookieSameSite;
  }

  Set<String> corsOrigins() {
    return corsOrigins;
  }

  Set<String> trustedProxies() {
    return trustedProxies;
  }

  @Nullable Path tlsCertificate() {
    return tlsCertificate;
  }

  @Nullable Path tlsKey() {
    return tlsKey;
  }

  int rateLimit() {
    return rateLimit;
  }

  @Nullable Path importFolder() {
    return importFolder;
  }

  long maxImport() {
    return maxImport;
  }

  @Nullable String metricsKey() {
    return metricsKey;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private static final int SHORTEST_KEY = 16;

    private String host = "127.0.0.1";
    private int port = 8080;
    private @Nullable String publicUrl;
    private long maxBody = 1 << 20;
    private Duration stopTimeout = Duration.ofSeconds(10);
    private Duration refreshLife = Duration.ofDays(30);
    private boolean isCookieSecure = true;
    private String cookieSameSite = "strict";
    private Set<String> corsOrigins = Set.of();
    private Set<String> trustedProxies = Set.of();
    private @Nullable Path tlsCertificate;
    private @Nullable Path tlsKey;
    private int rateLimit = 50;
    private @Nullable Path importFolder;
    private long maxImport = 1L << 30;
    private @Nullable String metricsKey;

    private Builder() {}

    /** Sets the address to listen on. Default: 127.0.0.1. */
    public Builder host(String address) {
      this.host = address;
      return this;
    }

    /** Sets the port to listen on; 0 takes a free one. Default: 8080. */
    public Builder port(int number) {
      this.port = number;
      return this;
    }

    /** Sets the address by which callers reach the server. Default: made of host and port. */
    public Builder publicUrl(@Nullable String url) {
      this.publicUrl = url;
      return this;
    }

    /** Sets the bytes that a body may have. Default: 1 MiB. */
    public Builder maxBody(long bytes) {
      this.maxBody = bytes;
      return this;
    }

    /** Sets how long {@code close} waits for calls that run. Default: 10 seconds. */
    public Builder stopTimeout(Duration timeout) {
      this.stopTimeout = timeout;
      return this;
    }

    /** Sets how long browsers keep a login by cookie. Default: 30 days. */
    public Builder refreshLife(Duration life) {
      this.refreshLife = life;
      return this;
    }

    /** Sets whether cookies travel encrypted only. Default: true. */
    public Builder cookieSecure(boolean isSecure) {
      this.isCookieSecure = isSecure;
      return this;
    }

    /** Sets {@code strict}, {@code lax} or {@code none}. Default: strict. */
    public Builder cookieSameSite(String rule) {
      this.cookieSameSite = rule;
      return this;
    }

    /** Sets the origins whose pages may call; {@code *} lets all. Default: none. */
    public Builder corsOrigins(Set<String> origins) {
      this.corsOrigins = origins;
      return this;
    }

    /** Sets the addresses whose {@code X-Forwarded-For} is believed. Default: none. */
    public Builder trustedProxies(Set<String> addresses) {
      this.trustedProxies = addresses;
      return this;
    }

    /** Sets the files of certificate chain and private key, in PEM. Default: no TLS. */
    public Builder tls(@Nullable Path certificate, @Nullable Path key) {
      this.tlsCertificate = certificate;
      this.tlsKey = key;
      return this;
    }

    /**
     * Sets the calls a second that one user may make, with bursts of four times as many; 0 sets no
     * limit. Default: 50.
     */
    public Builder rateLimit(int perSecond) {
      this.rateLimit = perSecond;
      return this;
    }

    /**
     * Sets the folder where files to import wait and are kept for their refused rows, for 30 days.
     * Imports that a stop interrupts go on at the next start with the same folder. Default: a
     * temporary one that ends with the server, and with it the imports that were not done.
     */
    public Builder importFolder(@Nullable Path folder) {
      this.importFolder = folder;
      return this;
    }

    /** Sets the bytes that a file to import may have, unpacked. Default: 1 GiB. */
    public Builder maxImport(long bytes) {
      this.maxImport = bytes;
      return this;
    }

    /**
     * Sets what a caller from elsewhere sends as its bearer token to see {@code /metrics}. Default:
     * none, so that only calls from the machine itself see it.
     */
    public Builder metricsKey(@Nullable String secret) {
      this.metricsKey = secret;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming every one that is wrong
     */
    public ServerConfig build() {
      List<String> faults = new ArrayList<>();
      if (port < 0 || port > 65_535) {
        faults.add("port is not from 0 to 65535");
      }
      if (maxBody < 1 || maxBody > 1 << 30) {
        faults.add("maxBody is not from 1 byte to 1 GiB");
      }
      if (maxImport < 1) {
        faults.add("maxImport is less than 1 byte");
      }
      if (metricsKey != null && metricsKey.length() < SHORTEST_KEY) {
        faults.add("metricsKey is shorter than " + SHORTEST_KEY + " characters");
      }
      if (stopTimeout.isNegative()) {
        faults.add("stopTimeout is negative");
      }
      if (!Set.of("strict", "lax", "none").contains(cookieSameSite)) {
        faults.add("cookieSameSite is none of strict, lax, none");
      }
      if ((tlsCertificate == null) != (tlsKey == null)) {
        faults.add("tls needs both a certificate and a key");
      }
      if (rateLimit < 0) {
        faults.add("rateLimit is negative");
      }
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(String.join("; ", faults));
      }
      return new ServerConfig(this);
    }
  }
}
