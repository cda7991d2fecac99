package io.crmkit.http.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How events are sent to the addresses that organizations name. Immutable.
 *
 * @since 0.1
 */
public final class WebhookConfig {
  /** The open internet only, 5 seconds to connect and 15 in all. */
  public static final WebhookConfig DEFAULT = builder().build();

  final AddressGuard guard;
  final Duration connectTimeout;
  final Duration readTimeout;
  final Duration callTimeout;
  final Resolver resolver;

  /** Tells the addresses of a name. */
  @FunctionalInterface
  interface Resolver {
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  private WebhookConfig(Builder builder) {
    this.guard = builder.guard;
    this.connectTimeout = builder.connectTimeout;
    this.readTimeout = builder.readTimeout;
    this.callTimeout = builder.callTimeout;
    this.resolver = builder.resolver;
  }

  /** Starts collecting settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private AddressGuard guard = AddressGuard.builder().build();
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration readTimeout = Duration.ofSeconds(10);
    private Duration callTimeout = Duration.ofSeconds(15);
    private Resolver resolver = host -> List.of(InetAddress.getAllByName(host));

    private Builder() {}

    /** Sets where events may go. Default: by {@code https} to the open internet. */
    public Builder guard(AddressGuard allowed) {
      this.guard = Objects.requireNonNull(allowed, "guard");
      return this;
    }

    /** Sets the longest wait for a connection. Default: 5 seconds. */
    public Builder connectTimeout(Duration longest) {
      this.connectTimeout = longest;
      return this;
    }

    /** Sets the longest wait for the next byte of an answer. Default: 10 seconds. */
    public Builder readTimeout(Duration longest) {
      this.readTimeout = longest;
      return this;
    }

    /** Sets the longest wait for a whole try. Default: 15 seconds. */
    public Builder callTimeout(Duration longest) {
      this.callTimeout = longest;
      return this;
    }

    Builder resolver(Resolver names) {
      this.resolver = names;
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming every one that is wrong
     */
    public WebhookConfig build() {
      List<String> faults = new ArrayList<>();
      check("connectTimeout", connectTimeout, faults);
      check("readTimeout", readTimeout, faults);
      check("callTimeout", callTimeout, faults);
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException(
            String.join(", ", faults) + ": from a millisecond to a minute");
      }
      return new WebhookConfig(this);
    }

    private static void check(String name, Duration limit, List<String> faults) {
      if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(Duration.ofMinutes(1)) > 0) {
        faults.add(name);
      }
    }
  }
}
