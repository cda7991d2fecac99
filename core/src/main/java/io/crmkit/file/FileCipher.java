package io.crmkit.file;

import io.crmkit.engine.KeyRing;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the chunks of one file with AES-256-GCM under a key of its own. That key stands
 * in the header, sealed with a key of the ring and bound to where the file is kept. The nonce of a
 * chunk is its number, which no other chunk under that key has; the number and whether it is the
 * last are bound to it. Used by one thread.
 *
 * <pre>
 * header  "CKF1" | length of key id | key id, padded to 191 | nonce 12 | sealed file key 48
 * chunk   up to 65,536 bytes, sealed | tag 16; the last one may be shorter, or empty
 * </pre>
 */
final class FileCipher {
  static final int HEADER = 256;
  static final int CHUNK = 1 << 16;
  static final int TAG = 16;
  static final int SEALED_CHUNK = CHUNK + TAG;

  private static final byte[] MAGIC = "CKF1".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_ID = 191;
  private static final int NONCE = 12;
  private static final int KEY = 32;
  private static final int NONCE_AT = MAGIC.length + 1 + KEY_ID;
  private static final int TAG_BITS = TAG * Byte.SIZE;

  private final SecretKeySpec key;
  private final byte[] header;
  private final Cipher cipher;

  private FileCipher(byte[] key, byte[] header) throws GeneralSecurityException {
    this.key = new SecretKeySpec(key, "AES");
    this.header = header;
    this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
  }

  /** Returns the cipher of a new file. */
  static FileCipher create(KeyRing ring, FileKey place, SecureRandom random) {
    byte[] keyId = ring.currentKeyId().getBytes(StandardCharsets.UTF_8);
    if (keyId.length > KEY_ID) {
      throw new IllegalArgumentException("the id of the key is longer than " + KEY_ID + " bytes");
    }
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] key = new byte[KEY];
    random.nextBytes(key);
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).put((byte) keyId.length).put(keyId).position(NONCE_AT);
    header.put(nonce);
    try {
      byte[] master = master(ring, ring.currentKeyId());
      header.put(wrap(Cipher.ENCRYPT_MODE, master, header.array(), place, key));
      return new FileCipher(key, header.array());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot seal " + place, e);
    }
  }

  /**
   * Returns the cipher of a stored file.
   *
   * @throws DamagedFileException if the header is not one, or of a file elsewhere
   * @throws IllegalArgumentException if the ring does not have the key any more
   */
  static FileCipher open(KeyRing ring, FileKey place, byte[] header) throws DamagedFileException {
    if (header.length < HEADER || !Arrays.equals(header, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new DamagedFileException(place, "it was not sealed", null);
    }
    int length = Math.min(header[MAGIC.length] & 0xff, KEY_ID);
    String keyId = new String(header, MAGIC.length + 1, length, StandardCharsets.UTF_8);
    byte[] sealed = Arrays.copyOfRange(header, NONCE_AT + NONCE, HEADER);
    try {
      byte[] key = wrap(Cipher.DECRYPT_MODE, master(ring, keyId), header, place, sealed);
      return new FileCipher(key, header);
    } catch (GeneralSecurityException e) {
      throw new DamagedFileException(place, "its header was changed or is of another file", e);
    }
  }

  /** The ring's keys seal fields as well, so files are sealed with one that follows from it. */
  private static byte[] master(KeyRing ring, String keyId) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(ring.key(keyId), "HmacSHA256"));
    return mac.doFinal("io.crmkit.file".getBytes(StandardCharsets.US_ASCII));
  }

  private static byte[] wrap(int mode, byte[] master, byte[] header, FileKey place, byte[] key)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(master, "AES"),
        new GCMParameterSpec(TAG_BITS, header, NONCE_AT, NONCE));
    cipher.updateAAD(header, 0, NONCE_AT);
    cipher.updateAAD(place.value().getBytes(StandardCharsets.US_ASCII));
    return cipher.doFinal(key);
  }

  byte[] header() {
    return header;
  }

  /** Returns how many bytes were sealed or opened into {@code output}. */
  int crypt(int mode, long number, boolean isLast, byte[] input, int length, byte[] output)
      throws GeneralSecurityException {
    byte[] nonce = ByteBuffer.allocate(NONCE).putInt(isLast ? 1 : 0).putLong(number).array();
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(nonce);
    return cipher.doFinal(input, 0, length, output, 0);
  }
}
