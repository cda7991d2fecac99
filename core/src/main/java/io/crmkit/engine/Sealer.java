package io.crmkit.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals texts with AES-256-GCM under a fresh 96-bit nonce. A sealed text names its key and opens
 * only at the place it was sealed for: organization, type, record and field. Thread-safe.
 */
final class Sealer {
  private static final String PREFIX = "sealed:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final KeyRing keys;
  private final SecureRandom random = new SecureRandom();

  Sealer(KeyRing keys) {
    this.keys = keys;
  }

  /** Returns {@code sealed:keyId:base64(nonce, ciphertext, tag)}. */
  String seal(String text, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    String keyId = keys.currentKeyId();
    byte[] sealed =
        crypt(Cipher.ENCRYPT_MODE, keyId, nonce, place, text.getBytes(StandardCharsets.UTF_8));
    byte[] both = new byte[nonce.length + sealed.length];
    System.arraycopy(nonce, 0, both, 0, nonce.length);
    System.arraycopy(sealed, 0, both, nonce.length, sealed.length);
    return PREFIX + keyId + ":" + Base64.getEncoder().encodeToString(both);
  }

  /** Returns the text that was sealed for this place. */
  String open(String sealed, String place) {
    int colon = sealed.indexOf(':', PREFIX.length());
    if (!sealed.startsWith(PREFIX) || colon < 0) {
      throw new IllegalStateException("a value of " + place + " is not sealed");
    }
    byte[] both = Base64.getDecoder().decode(sealed.substring(colon + 1));
    byte[] nonce = new byte[NONCE_BYTES];
    System.arraycopy(both, 0, nonce, 0, NONCE_BYTES);
    byte[] body = new byte[both.length - NONCE_BYTES];
    System.arraycopy(both, NONCE_BYTES, body, 0, body.length);
    String keyId = sealed.substring(PREFIX.length(), colon);
    return new String(
        crypt(Cipher.DECRYPT_MODE, keyId, nonce, place, body), StandardCharsets.UTF_8);
  }

  static String place(UUID organization, String type, UUID id, String field) {
    return organization + "/" + type + "/" + id + "/" + field;
  }

  private byte[] crypt(int mode, String keyId, byte[] nonce, String place, byte[] bytes) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode, new SecretKeySpec(keys.key(keyId), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal or open " + place + " with key " + keyId, e);
    }
  }
}
