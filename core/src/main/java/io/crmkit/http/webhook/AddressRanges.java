package io.crmkit.http.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses belong to the open internet, by the registries of IANA (RFC 6890). */
final class AddressRanges {
  /** Where clouds hand their machines credentials; some look like any other address. */
  private static final List<Network> METADATA =
      networks(
          "169.254.169.254",
          "169.254.170.2",
          "169.254.170.23",
          "100.100.100.200",
          "168.63.129.16",
          "192.0.0.192",
          "fd00:ec2::254",
          "fd00:ec2::23",
          "fd20:ce::254");

  private static final List<Network> NOT_PUBLIC =
      networks(
          "0.0.0.0/8", // this network, unspecified
          "10.0.0.0/8", // private
          "100.64.0.0/10", // shared behind a carrier's translation
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, broadcast
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "2002::/16", // 6to4: leads to any IPv4 address, and no server is there any more
          "3fff::/20"); // documentation

  /** All that is given out of IPv6; what is outside is loopback, local, multicast or reserved. */
  private static final Network GLOBAL_V6 = Network.of("2000::/3");

  /** An IPv4 address in the last bytes: written as IPv6, and behind a translator (RFC 6052). */
  private static final List<Network> V4_INSIDE =
      List.of(
          new Network(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0}, 96),
          Network.of("64:ff9b::/96"));

  private AddressRanges() {}

  private static List<Network> networks(String... cidrs) {
    return Stream.of(cidrs).map(Network::of).toList();
  }

  /** Returns the IPv4 address inside an IPv6 one that only carries it, else the address itself. */
  static byte[] plain(byte[] address) {
    return contains(V4_INSIDE, address) ? Arrays.copyOfRange(address, 12, 16) : address;
  }

  static boolean isMetadata(byte[] plain) {
    return contains(METADATA, plain);
  }

  static boolean isPublic(byte[] plain) {
    boolean isGiven = plain.length == 4 || GLOBAL_V6.contains(plain);
    return isGiven && !contains(NOT_PUBLIC, plain);
  }

  static boolean contains(List<Network> networks, byte[] address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
