package io.crmkit.http.webhook;

import io.crmkit.error.InvalidValueException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Keeps outgoing webhooks away from what is not on the open internet: the address is a customer's
 * choice, and the call comes from inside. An address is checked twice: as written, and once more
 * for what its name stands for at the moment of the call, because names change. Immutable and
 * thread-safe.
 *
 * <p>An HTTP client that asks no resolver for addresses written as numbers is held by {@link
 * #checkUrl} alone: have it follow no redirect, or check each one.
 *
 * @since 0.1
 */
public final class AddressGuard {
  private static final String FIELD = "url";
  private static final int LONGEST_HOST = 253;
  private static final int FIRST_FREE_PORT = 1024;
  private static final int LAST_PORT = 65_535;

  /** Databases, caches, brokers, consoles: a request in plain text may be a command to them. */
  private static final Set<Integer> DANGEROUS_PORTS =
      Set.of(
          1080, 1099, 1433, 1434, 1521, 1723, 1883, 2049, 2181, 2375, 2376, 2377, 2379, 2380, 3128,
          3260, 3306, 3389, 3632, 4369, 4444, 4505, 4506, 5060, 5061, 5432, 5433, 5555, 5601, 5671,
          5672, 5900, 5901, 5984, 5985, 5986, 6000, 6066, 6379, 6380, 6443, 6660, 6665, 6666, 6667,
          6668, 6669, 6697, 7000, 7001, 7077, 7199, 7474, 7687, 8009, 8020, 8086, 8125, 8200, 8300,
          8301, 8302, 8500, 8600, 9000, 9042, 9092, 9100, 9160, 9200, 9300, 9418, 10_080, 10_250,
          10_255, 10_256, 11_211, 15_672, 16_379, 26_379, 26_257, 27_017, 27_018, 27_019, 28_015,
          33_060, 50_070, 61_613, 61_616);

  /** Names of the machine itself and of networks at home or in a company. */
  private static final Pattern LOCAL_NAME =
      Pattern.compile(
          "(?:.*\\.)?(?:localhost|local|localdomain|internal|intranet|private|corp|home|lan"
              + "|home\\.arpa)");

  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern NUMBER = Pattern.compile("(?:.*\\.)?(?:[0-9]+|0x[0-9a-f]*)");

  private final boolean allowsHttp;
  private final List<Network> allowedNetworks;
  private final Set<Integer> allowedPorts;

  private AddressGuard(Builder builder) {
    this.allowsHttp = builder.allowsHttp;
    this.allowedNetworks = List.copyOf(builder.networks);
    this.allowedPorts = Set.copyOf(builder.ports);
  }

  /** Returns a builder; as it is, only {@code https} to public addresses is allowed. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final List<Network> networks = new ArrayList<>();
    private final Set<Integer> ports = new HashSet<>();
    private boolean allowsHttp;

    private Builder() {}

    /** Sets whether {@code http} is allowed, for development. Default: no. */
    public Builder allowHttp(boolean allowHttp) {
      this.allowsHttp = allowHttp;
      return this;
    }

    /**
     * Allows a network that is not public, as {@code 10.1.0.0/16}. Local names are then left to
     * {@link AddressGuard#checkResolved}; where clouds hand out credentials stays refused. Default:
     * none.
     *
     * @throws IllegalArgumentException if it is no network
     */
    public Builder allowNetwork(String cidr) {
      networks.add(Network.of(cidr));
      return this;
    }

    /** Allows a port that would be refused. Default: none. */
    public Builder allowPort(int port) {
      ports.add(port);
      return this;
    }

    /** Returns the guard. */
    public AddressGuard build() {
      return new AddressGuard(this);
    }
  }

  /**
   * Checks an address as it is written, when it is stored and before it is called. No name is
   * looked up.
   *
   * @throws InvalidValueException for the field {@code url}, with one of the codes {@code
   *     INVALID_URL}, {@code HTTPS_REQUIRED}, {@code USER_INFO}, {@code PORT_NOT_ALLOWED}, {@code
   *     LOCAL_NAME}, {@code ADDRESS_NOT_ALLOWED}
   */
  public void checkUrl(URI url) {
    String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused("INVALID_URL", "must be an address of the web");
    }
    if (scheme.equals("http") && !allowsHttp) {
      throw refused("HTTPS_REQUIRED", "must begin with https");
    }
    if (url.getRawAuthority() != null && url.getRawAuthority().indexOf('@') >= 0) {
      throw refused("USER_INFO", "must not hold a user name or a password");
    }
    if (url.getHost() == null || url.getHost().length() > LONGEST_HOST) {
      throw refused("INVALID_URL", "must name a host in its usual spelling");
    }
    checkPort(url.getPort(), scheme);
    checkHost(url.getHost().toLowerCase(Locale.ROOT));
  }

  private void checkPort(int port, String scheme) {
    boolean isUsual = port == -1 || port == (scheme.equals("https") ? 443 : 80);
    boolean isFree =
        port >= FIRST_FREE_PORT && port <= LAST_PORT && !DANGEROUS_PORTS.contains(port);
    if (!isUsual && !isFree && !allowedPorts.contains(port)) {
      throw refused("PORT_NOT_ALLOWED", "names a port that webhooks must not use");
    }
  }

  private void checkHost(String host) {
    if (host.startsWith("[")) {
      check(literal(host.substring(1, host.length() - 1)));
    } else if (NUMBER.matcher(host).matches()) {
      // Some clients read one number, octal or hexadecimal as an address, others as a name.
      check(literal(host));
    } else if (!LABELS.matcher(host).matches()) {
      throw refused("INVALID_URL", "must name a host in its usual spelling");
    } else if (allowedNetworks.isEmpty()
        && (host.indexOf('.') < 0 || LOCAL_NAME.matcher(host).matches())) {
      throw refused("LOCAL_NAME", "must name a host of the open internet");
    }
  }

  private static byte[] literal(String text) {
    return Network.literal(text)
        .orElseThrow(() -> refused("INVALID_URL", "must spell an address the usual way"));
  }

  /**
   * Checks what a name stands for. To be called for every address that the resolver gives, when the
   * connection is made and with no look-up in between.
   *
   * @throws InvalidValueException for the field {@code url}, with the code {@code
   *     ADDRESS_NOT_ALLOWED}; the address itself is not told
   */
  public void checkResolved(InetAddress address) {
    check(address.getAddress());
  }

  private void check(byte[] address) {
    byte[] plain = AddressRanges.plain(address);
    boolean isAllowed =
        AddressRanges.isPublic(plain) || AddressRanges.contains(allowedNetworks, plain);
    if (!isAllowed || AddressRanges.isMetadata(plain)) {
      throw refused("ADDRESS_NOT_ALLOWED", "must lead to an address of the open internet");
    }
  }

  private static InvalidValueException refused(String code, String message) {
    return InvalidValueException.of(FIELD, code, message);
  }

  @Override
  public String toString() {
    return "AddressGuard[" + allowedNetworks.size() + " networks allowed]";
  }
}
