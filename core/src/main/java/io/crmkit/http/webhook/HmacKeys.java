package io.crmkit.http.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that sign with HMAC-SHA256: the current one, and others while one is replaced. */
final class HmacKeys {
  private static final String ALGORITHM = "HmacSHA256";

  private final List<SecretKeySpec> keys;

  private HmacKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /** Returns keys that are the bytes of the texts, prefixes and all. */
  static HmacKeys ofTexts(List<String> secrets) {
    return ofBytes(
        required(secrets).stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList());
  }

  static HmacKeys ofBytes(List<byte[]> secrets) {
    return new HmacKeys(
        secrets.stream().map(secret -> new SecretKeySpec(secret, ALGORITHM)).toList());
  }

  /**
   * Returns the secrets.
   *
   * @throws IllegalArgumentException if there is none, or one is blank: whoever signs with an empty
   *     key would be let in
   */
  static List<String> required(List<String> secrets) {
    if (secrets.isEmpty() || secrets.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a secret is missing or blank");
    }
    return List.copyOf(secrets);
  }

  /** Returns whether any of the signatures is made with any of the keys over these parts. */
  boolean signed(List<byte[]> signatures, byte[]... parts) {
    boolean isSigned = false;
    for (byte[] expected : sign(parts)) {
      for (byte[] signature : signatures) {
        isSigned |= MessageDigest.isEqual(expected, signature);
      }
    }
    return isSigned;
  }

  /** Returns the signature of each key over these parts. */
  List<byte[]> sign(byte[]... parts) {
    return keys.stream().map(key -> sign(key, parts)).toList();
  }

  private static byte[] sign(SecretKeySpec key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  @Override
  public String toString() {
    return "HmacKeys";
  }
}
