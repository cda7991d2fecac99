package io.crmkit.http.webhook;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Secrets and public keys as Standard Webhooks spells them. */
final class StandardKeys {
  static final String PUBLIC = "whpk_";
  private static final String PRIVATE = "whsk_";
  private static final String SECRET = "whsec_";
  private static final int BYTES = 32;

  /** What stands before the 32 bytes of an Ed25519 key in its X.509 form (RFC 8410). */
  private static final byte[] ED25519 = HexFormat.of().parseHex("302a300506032b6570032100");

  private StandardKeys() {}

  static String newSecret() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return SECRET + Base64.getEncoder().encodeToString(bytes);
  }

  /** Returns the bytes of a secret, at least one. */
  static byte[] secret(String text) {
    if (text.startsWith(PRIVATE)) {
      throw new IllegalArgumentException("a private key belongs to the sender only");
    }
    byte[] bytes = bytes(text.startsWith(SECRET) ? text.substring(SECRET.length()) : text);
    if (bytes.length == 0) {
      throw new IllegalArgumentException("a secret is empty");
    }
    return bytes;
  }

  /** Returns a public key in its X.509 form. */
  static byte[] publicKey(String text) {
    ByteArrayOutputStream encoded = new ByteArrayOutputStream();
    encoded.writeBytes(ED25519);
    encoded.writeBytes(bytes(text.substring(PUBLIC.length())));
    return encoded.toByteArray();
  }

  private static byte[] bytes(String base64) {
    // The decoder's own message would show a part of the secret.
    return Encodings.base64(base64)
        .orElseThrow(() -> new IllegalArgumentException("a secret is no base64"));
  }
}
