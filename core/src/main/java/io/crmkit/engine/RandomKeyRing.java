package io.crmkit.engine;

import java.security.SecureRandom;

/** One key that ends with the process. For what need not outlive it. */
public final class RandomKeyRing implements KeyRing {
  private static final String ID = "process";

  private final byte[] key = new byte[32];

  /** Makes a key. */
  public RandomKeyRing() {
    new SecureRandom().nextBytes(key);
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
    return key.clone();
  }
}
