package io.crmkit.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a row keeps of where its bytes are, or of how they may come, in one text that no caller
 * sees.
 *
 * @param key where they are; null until they are there
 * @param digest of the secret by which they come, or came
 * @param expiresAt until when they may come
 * @param size how many were announced, or null
 * @param sha256 what was announced of them, or null
 */
record StorageKey(
    @Nullable FileKey key,
    String digest,
    Instant expiresAt,
    @Nullable Long size,
    @Nullable String sha256) {
  private static final Pattern BLANK = Pattern.compile(" ");
  private static final String NONE = "-";

  /** Reads what {@link #toString()} wrote. */
  static StorageKey of(String text) {
    String[] parts = BLANK.split(text, -1);
    return new StorageKey(
        parts[0].equals(NONE) ? null : new FileKey(parts[0]),
        parts[1],
        Instant.ofEpochMilli(Long.parseLong(parts[2])),
        parts[3].equals(NONE) ? null : Long.valueOf(parts[3]),
        parts[4].equals(NONE) ? null : parts[4]);
  }

  /** Returns where the bytes of a file are, or null if they are nowhere. */
  static @Nullable FileKey keyOf(FileObject file) {
    return file.storageKey() == null ? null : of(file.storageKey()).key();
  }

  /** Returns this with the bytes at their place. */
  StorageKey at(FileKey place) {
    return new StorageKey(place, digest, expiresAt, size, sha256);
  }

  /** Compares in a time that tells nothing. */
  boolean isOpenedBy(String other) {
    return MessageDigest.isEqual(
        digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String toString() {
    return String.join(
        " ",
        List.of(
            key == null ? NONE : key.value(),
            digest,
            Long.toString(expiresAt.toEpochMilli()),
            size == null ? NONE : size.toString(),
            sha256 == null ? NONE : sha256));
  }
}
