package io.crmkit.file;

import io.crmkit.error.NotFoundException;
import io.crmkit.record.Id;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;

/** The right to bring the bytes of one file. Only a digest of its secret is kept. */
final class UploadToken {
  private static final int IDS = 32;
  private static final int SECRET = 32;

  private final UUID organization;
  private final Id<FileObject> file;
  private final byte[] secret;

  private UploadToken(UUID organization, Id<FileObject> file, byte[] secret) {
    this.organization = organization;
    this.file = file;
    this.secret = secret;
  }

  /** Returns a secret that nobody can guess. */
  static byte[] newSecret(SecureRandom random) {
    byte[] secret = new byte[SECRET];
    random.nextBytes(secret);
    return secret;
  }

  static UploadToken of(UUID organization, Id<FileObject> file, byte[] secret) {
    return new UploadToken(organization, file, secret);
  }

  /**
   * Reads a token as written by {@link #text()}.
   *
   * @throws NotFoundException if it is none
   */
  static UploadToken read(String text) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
    if (bytes.length != IDS + SECRET) {
      throw unknown();
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    UUID organization = new UUID(buffer.getLong(), buffer.getLong());
    Id<FileObject> file = new Id<>(new UUID(buffer.getLong(), buffer.getLong()));
    byte[] secret = new byte[SECRET];
    buffer.get(secret);
    if (isNobody(organization)) {
      throw unknown();
    }
    return new UploadToken(organization, file, secret);
  }

  /** Returns whether this id stands for what is outside of organizations, where no files are. */
  static boolean isNobody(UUID organization) {
    return organization.getMostSignificantBits() == 0
        && organization.getLeastSignificantBits() == 0;
  }

  /** Returns the refusal of a token that is none, or none any more; the two are not told apart. */
  static NotFoundException unknown() {
    return new NotFoundException("upload", "at this address");
  }

  /** Returns what is kept of a secret. */
  static String digest(byte[] secret) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(secret));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  UUID organization() {
    return organization;
  }

  Id<FileObject> file() {
    return file;
  }

  String digest() {
    return digest(secret);
  }

  String text() {
    ByteBuffer bytes = ByteBuffer.allocate(IDS + SECRET);
    bytes.putLong(organization.getMostSignificantBits());
    bytes.putLong(organization.getLeastSignificantBits());
    bytes.putLong(file.value().getMostSignificantBits());
    bytes.putLong(file.value().getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.put(secret).array());
  }
}
