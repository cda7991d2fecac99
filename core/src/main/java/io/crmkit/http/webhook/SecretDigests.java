package io.crmkit.http.webhook;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * Secrets that a provider sends as they are. Digests of equal length are compared, so that the time
 * taken tells nothing, not even how long a secret is; the secrets themselves are not kept.
 */
final class SecretDigests {
  private final List<byte[]> digests;

  private SecretDigests(List<byte[]> digests) {
    this.digests = digests;
  }

  static SecretDigests of(List<String> secrets) {
    return new SecretDigests(
        HmacKeys.required(secrets).stream()
            .map(secret -> digest("SHA-256", Encodings.utf8(secret)))
            .toList());
  }

  boolean contains(String given) {
    byte[] digest = digest("SHA-256", Encodings.utf8(given));
    boolean isKnown = false;
    for (byte[] each : digests) {
      isKnown |= MessageDigest.isEqual(each, digest);
    }
    return isKnown;
  }

  static byte[] digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  @Override
  public String toString() {
    return "SecretDigests";
  }
}
