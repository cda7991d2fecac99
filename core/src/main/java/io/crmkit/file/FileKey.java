package io.crmkit.file;

import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The name under which a store keeps a file: three parts with {@code /} between them, each of 1 to
 * 95 lower-case letters, digits, {@code .}, {@code _} and {@code -} that begins and ends with a
 * letter or a digit and has no two points side by side. Such a name is the same on every file
 * system and in every bucket, and can point nowhere else. Keys are made here, never from what a
 * user typed.
 *
 * @param value the three parts, for example {@code organization/ab/file}
 * @since 0.1
 */
public record FileKey(String value) implements Comparable<FileKey> {
  private static final int MOST = 95;
  private static final Pattern PART = Pattern.compile("[a-z0-9]+(?:(?:\\.|[_-]+)[a-z0-9]+)*");
  private static final Pattern SLASH = Pattern.compile("/");

  /**
   * Checks the form.
   *
   * @throws IllegalArgumentException if it is not a key
   */
  public FileKey {
    if (!isKey(value)) {
      throw new IllegalArgumentException("a key of a file has three plain parts: folder/ab/file");
    }
  }

  /** Returns the key of a file of an organization, spread over 256 folders by the file's id. */
  public static FileKey of(UUID organization, UUID file) {
    String name = file.toString(); // its end is random, whatever kind of id it is
    return new FileKey(organization + "/" + name.substring(name.length() - 2) + "/" + name);
  }

  /** Returns the key beside this one for something made from its file, as {@code thumbnail}. */
  public FileKey beside(String what) {
    return new FileKey(value + "." + what);
  }

  /** Returns whether this text is a key; what is not was not put there by us. */
  public static boolean isKey(String text) {
    String[] parts = SLASH.split(text, -1);
    return parts.length == 3 && isPart(parts[0]) && isPart(parts[1]) && isPart(parts[2]);
  }

  static boolean isPart(String text) {
    return text.length() <= MOST && PART.matcher(text).matches();
  }

  @Override
  public int compareTo(FileKey other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
