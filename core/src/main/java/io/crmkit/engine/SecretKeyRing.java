package io.crmkit.engine;

import java.util.HexFormat;

/** The single key that follows from a secret text. */
record SecretKeyRing(String hex) implements KeyRing {
  private static final String ID = "secret";

  static SecretKeyRing of(String secret) {
    return new SecretKeyRing(Digests.sha256(secret));
  }

  /** Returns keys that seal with {@code keys} and open what this secret sealed before as well. */
  KeyRing behind(KeyRing keys) {
    SecretKeyRing own = this;
    return new KeyRing() {
      @Override
      public String currentKeyId() {
        return keys.currentKeyId();
      }

      @Override
      public byte[] key(String keyId) {
        return keyId.equals(ID) ? own.key(keyId) : keys.key(keyId);
      }
    };
  }

  @Override
  public String currentKeyId() {
    return ID;
  }

  @Override
  public byte[] key(String keyId) {
    if (!keyId.equals(ID)) {
      throw new IllegalArgumentException("there is no key " + keyId);
    }
    return HexFormat.of().parseHex(hex);
  }

  /** Shows no key. */
  @Override
  public String toString() {
    return "SecretKeyRing";
  }
}
