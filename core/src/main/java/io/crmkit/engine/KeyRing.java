package io.crmkit.engine;

/** Holds the keys with which fields are sealed. Thread-safe. */
public interface KeyRing {
  /** Returns the id of the key that new values are sealed with. */
  String currentKeyId();

  /**
   * Returns the 256 bits of a key.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  byte[] key(String keyId);
}
