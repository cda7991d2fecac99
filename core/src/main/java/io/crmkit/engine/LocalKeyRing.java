package io.crmkit.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keys that are given as text or kept in a file of this machine. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class LocalKeyRing implements KeyRing {
  private static final Pattern ENTRY =
      Pattern.compile("([A-Za-z0-9._-]{1,40}):([A-Za-z0-9+/=_-]+)");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
  private static final int BYTES = 32;

  private final Map<String, byte[]> keys;

  private LocalKeyRing(Map<String, byte[]> keys) {
    this.keys = keys;
  }

  /**
   * Reads {@code kid:base64,kid:base64}; the first key seals what is new, all open what is old.
   *
   * @throws IllegalArgumentException telling what is wrong, without any key
   */
  public static LocalKeyRing parse(String text) {
    Map<String, byte[]> keys = new LinkedHashMap<>();
    for (String entry : COMMA.split(text.strip(), -1)) {
      Matcher matcher = ENTRY.matcher(entry);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("keys are written as name:base64, separated by commas");
      }
      byte[] key = decode(matcher.group(2));
      if (key.length != BYTES) {
        throw new IllegalArgumentException(
            "the key " + matcher.group(1) + " has " + key.length + " bytes, not " + BYTES);
      }
      if (keys.put(matcher.group(1), key) != null) {
        throw new IllegalArgumentException("two keys are called " + matcher.group(1));
      }
    }
    return new LocalKeyRing(keys);
  }

  private static byte[] decode(String base64) {
    return Base64.getDecoder().decode(base64.replace('-', '+').replace('_', '/'));
  }

  /** Returns the text of one fresh key, as {@link #parse} reads it. */
  public static String generate() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return "k1:" + Base64.getEncoder().encodeToString(key);
  }

  /**
   * Reads the keys of a file; if there is none, it is made with a fresh key, readable for its owner
   * only.
   *
   * @throws IllegalArgumentException if the file holds something else
   */
  public static LocalKeyRing file(Path file) {
    try {
      if (!Files.exists(file)) {
        write(file, generate());
      }
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] owner =
        isPosix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(file, owner);
    } catch (FileAlreadyExistsException e) {
      return; // another process was first
    }
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.DSYNC);
  }

  @Override
  public String currentKeyId() {
    return keys.keySet().iterator().next();
  }

  @Override
  public byte[] key(String keyId) {
    if (!keys.containsKey(keyId)) {
      throw new IllegalArgumentException("there is no key " + keyId);
    }
    return Objects.requireNonNull(keys.get(keyId)).clone();
  }

  /** Shows the names of the keys only. */
  @Override
  public String toString() {
    return "LocalKeyRing" + keys.keySet();
  }
}
