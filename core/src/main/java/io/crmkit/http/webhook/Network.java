package io.crmkit.http.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** A range of addresses, as {@code 10.0.0.0/8}. */
final class Network {
  private static final Pattern DECIMAL = Pattern.compile("0|[1-9][0-9]{0,2}");
  private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  private final byte[] base;
  private final int prefix;

  /**
   * Returns a range.
   *
   * @param base 4 or 16 bytes
   * @param prefix how many leading bits an address shares with it
   */
  Network(byte[] base, int prefix) {
    this.base = base;
    this.prefix = prefix;
  }

  /**
   * Reads {@code address/bits}, or an address alone.
   *
   * @throws IllegalArgumentException if it is neither
   */
  static Network of(String cidr) {
    int slash = cidr.indexOf('/');
    String address = slash < 0 ? cidr : cidr.substring(0, slash);
    byte[] base =
        literal(address).orElseThrow(() -> new IllegalArgumentException(cidr + " is no network"));
    int most = base.length * Byte.SIZE;
    String bits = slash < 0 ? Integer.toString(most) : cidr.substring(slash + 1);
    if (!DECIMAL.matcher(bits).matches() || Integer.parseInt(bits) > most) {
      throw new IllegalArgumentException(cidr + " is no network");
    }
    return new Network(base, Integer.parseInt(bits));
  }

  /**
   * Reads an address in its usual spelling: four decimals, or IPv6 without a zone. Never asks a
   * name server.
   */
  static Optional<byte[]> literal(String text) {
    return text.indexOf(':') < 0 ? v4(text) : v6(text);
  }

  private static Optional<byte[]> v4(String text) {
    String[] parts = text.split("\\.", 5);
    byte[] bytes = new byte[4];
    boolean isAddress = parts.length == bytes.length;
    for (int i = 0; isAddress && i < bytes.length; i++) {
      isAddress = DECIMAL.matcher(parts[i]).matches() && Integer.parseInt(parts[i]) <= 255;
      bytes[i] = isAddress ? (byte) Integer.parseInt(parts[i]) : 0;
    }
    return isAddress ? Optional.of(bytes) : Optional.empty();
  }

  private static Optional<byte[]> v6(String text) {
    if (!V6.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      // In brackets it is read as an address, and never looked up as a name.
      return Optional.of(InetAddress.getByName("[" + text + "]").getAddress());
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  boolean contains(byte[] address) {
    if (address.length != base.length) {
      return false;
    }
    int whole = prefix / Byte.SIZE;
    int rest = prefix % Byte.SIZE;
    if (!Arrays.equals(base, 0, whole, address, 0, whole)) {
      return false;
    }
    return rest == 0 || ((base[whole] ^ address[whole]) & 0xFF) >> (Byte.SIZE - rest) == 0;
  }
}
