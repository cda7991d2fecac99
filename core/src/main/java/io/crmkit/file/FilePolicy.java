package io.crmkit.file;

import io.crmkit.error.InvalidValueException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Which files are taken in. What a file is, is told by its content. Immutable and thread-safe.
 *
 * <p>It refuses, as far as a file tells: images and PDF files that are an archive or a page with a
 * script as well, SVG images that do anything, archives that get too large or hide something,
 * images of too many pixels. It does not look for viruses, into files that are packed in another
 * way than ZIP, or into what a PDF file does.
 *
 * @since 0.1
 */
public final class FilePolicy {
  private static final int LONGEST_NAME = 255;
  private static final int LONGEST_EXTENSION = 20;
  private static final int MOST_ENTRIES = 10_000;
  private static final Pattern PATH = Pattern.compile("^.*[/\\\\]", Pattern.DOTALL);

  /** Control characters, also those that turn the direction of text, and half characters. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\u2028\\u2029]+");

  private static final Pattern ENDS = Pattern.compile("^[\\s.]+|[\\s.]+$");
  private static final Pattern CLIMBING =
      Pattern.compile("(?:^|[/\\\\])\\.\\.(?:[/\\\\]|$)|^[/\\\\]");

  private final ContentSniffer sniffer = new ContentSniffer();
  private final long largest;
  private final Set<String> mediaTypes;
  private final boolean isExtensionChecked;
  private final long mostPixels;
  private final long mostUnpacked;
  private final int mostRatio;

  private FilePolicy(Builder builder) {
    this.largest = builder.largest;
    this.mediaTypes = Set.copyOf(builder.mediaTypes);
    this.isExtensionChecked = builder.isExtensionChecked;
    this.mostPixels = builder.mostPixels;
    this.mostUnpacked = builder.mostUnpacked;
    this.mostRatio = builder.mostRatio;
  }

  /** Starts with the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the largest size in bytes, to stop an upload at. */
  public long largest() {
    return largest;
  }

  /**
   * Returns a name without path, control characters and points or blanks at its ends, of at most
   * 255 characters of which the extension is kept.
   *
   * @throws InvalidValueException with the code {@code FILE_NAME} if nothing is left
   */
  public static String cleanName(String name) {
    String plain = HIDDEN.matcher(name).replaceAll("");
    plain = ENDS.matcher(PATH.matcher(plain).replaceFirst("")).replaceAll("");
    if (plain.isEmpty()) {
      throw InvalidValueException.of("name", "FILE_NAME", "the name of a file is missing");
    }
    if (plain.length() <= LONGEST_NAME) {
      return plain;
    }
    int point = plain.lastIndexOf('.');
    boolean isExtended = point > 0 && plain.length() - point <= LONGEST_EXTENSION;
    String end = isExtended ? plain.substring(point) : "";
    int cut = LONGEST_NAME - end.length();
    return plain.substring(0, Character.isLowSurrogate(plain.charAt(cut)) ? cut - 1 : cut) + end;
  }

  /**
   * Judges a file.
   *
   * @return its clean name, its media type, and its size if it is an image
   * @throws InvalidValueException for the field {@code name} with the code {@code FILE_NAME} or
   *     {@code FILE_EXTENSION}, or for the field {@code file} with {@code FILE_EMPTY}, {@code
   *     FILE_TOO_LARGE}, {@code FILE_TYPE}, {@code FILE_POLYGLOT}, {@code FILE_ACTIVE} (an SVG with
   *     a script), {@code FILE_EXPANDS} (a ZIP bomb), {@code FILE_UNREADABLE} (damaged, or sealed
   *     with a password) or {@code IMAGE_TOO_LARGE}
   * @throws IOException if the content cannot be read
   */
  public CheckedFile check(String name, FileContent content) throws IOException {
    String clean = cleanName(name);
    WatchedContent watched = new WatchedContent(content);
    try {
      return judge(clean, watched);
    } catch (InvalidValueException e) {
      watched.rethrow(); // what could not be read was not judged
      throw e;
    }
  }

  private CheckedFile judge(String clean, FileContent content) throws IOException {
    if (content.size() == 0) {
      throw refused("FILE_EMPTY", "a file is empty");
    }
    if (content.size() > largest) {
      throw refused("FILE_TOO_LARGE", "a file has at most " + largest + " bytes");
    }
    byte[] head;
    try (InputStream in = content.open(0, ContentSniffer.HEAD)) {
      head = in.readAllBytes();
    }
    String sniffed = sniffer.mediaType(head);
    boolean isZip = head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] < 7;
    ZipDirectory directory = isZip ? directory(content) : null;
    String mediaType = mediaType(sniffed, directory, extension(clean));
    if (!mediaTypes.contains(mediaType)) {
      throw refused("FILE_TYPE", "files of the type " + mediaType + " are not taken");
    }
    requireExtension(clean, mediaType);
    if (directory == null) {
      requireOneKind(mediaType, head, content);
    } else {
      requireSmall(directory, content);
    }
    return new CheckedFile(clean, mediaType, image(mediaType, content).orElse(null));
  }

  private static InvalidValueException refused(String code, String message) {
    return InvalidValueException.of("file", code, message);
  }

  private static ZipDirectory directory(FileContent content) {
    try {
      return ZipDirectory.read(content);
    } catch (IOException e) {
      throw refused("FILE_UNREADABLE", String.valueOf(e.getMessage()));
    }
  }

  private String mediaType(
      String sniffed, @Nullable ZipDirectory directory, @Nullable String extension) {
    if (directory != null) {
      return directory.mediaType(sniffed);
    }
    // kinds of plain text differ in nothing but their name
    return sniffed.equals("text/plain") && extension != null
        ? sniffer.textType(extension)
        : sniffed;
  }

  private static @Nullable String extension(String name) {
    int point = name.lastIndexOf('.');
    return point < 0 ? null : name.substring(point + 1).toLowerCase(Locale.ROOT);
  }

  private void requireExtension(String name, String mediaType) {
    String extension = extension(name);
    if (isExtensionChecked && extension != null && !sniffer.isExtensionOf(extension, mediaType)) {
      throw InvalidValueException.of(
          "name", "FILE_EXTENSION", "the extension is not that of " + mediaType);
    }
  }

  private static void requireOneKind(String mediaType, byte[] head, FileContent content)
      throws IOException {
    if (mediaType.equals("image/svg+xml") && Polyglots.isActiveSvg(content)) {
      throw refused("FILE_ACTIVE", "an image must not run anything");
    }
    boolean isImage = mediaType.startsWith("image/") && !mediaType.equals("image/svg+xml");
    boolean isPdfElsewhere = mediaType.equals("application/pdf") && head[0] != '%';
    if (isPdfElsewhere
        || Polyglots.endsAsZip(content)
        || (isImage && Polyglots.holdsMarkup(content))) {
      throw refused("FILE_POLYGLOT", "a file is of one type, and this one is of two");
    }
  }

  private void requireSmall(ZipDirectory directory, FileContent content) throws IOException {
    long most = Math.min(mostUnpacked, Math.max(1L << 20, content.size() * mostRatio));
    long claimed = 0;
    for (ZipDirectory.Entry each : directory.entries()) {
      claimed += each.size();
      if (each.isEncrypted() || CLIMBING.matcher(each.name()).find()) {
        throw refused("FILE_UNREADABLE", "an archive with a password, or with paths out of it");
      }
    }
    try (InputStream in = content.open(0, Long.MAX_VALUE)) {
      if (claimed > most
          || directory.entries().size() > MOST_ENTRIES
          || new ZipBombs(most, MOST_ENTRIES).isOne(in)) {
        throw refused("FILE_EXPANDS", "an archive unpacks to more than " + most + " bytes");
      }
    } catch (ZipException | EOFException e) {
      throw refused("FILE_UNREADABLE", "a damaged archive");
    }
  }

  private Optional<PixelSize> image(String mediaType, FileContent content) {
    try {
      Optional<PixelSize> size = ImageHeaders.size(content, mediaType);
      if (size.isPresent() && size.get().pixels() > mostPixels) {
        throw refused("IMAGE_TOO_LARGE", "an image has at most " + mostPixels + " pixels");
      }
      return size;
    } catch (IOException e) {
      throw refused("FILE_UNREADABLE", "a damaged image");
    }
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";
    private static final String OPEN = "application/vnd.oasis.opendocument.";

    private long largest = 25L << 20;
    private Set<String> mediaTypes =
        Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "application/pdf",
            "text/plain",
            "text/csv",
            OFFICE + "wordprocessingml.document",
            OFFICE + "spreadsheetml.sheet",
            OFFICE + "presentationml.presentation",
            OPEN + "text",
            OPEN + "spreadsheet",
            OPEN + "presentation");
    private boolean isExtensionChecked = true;
    private long mostPixels = 50_000_000;
    private long mostUnpacked = 512L << 20;
    private int mostRatio = 200;

    private Builder() {}

    /** Sets the largest size of a file in bytes. Default: 25 MiB. */
    public Builder largest(long bytes) {
      this.largest = bytes;
      return this;
    }

    /**
     * Sets the types that are taken, in lower case. Default: PNG, JPEG, GIF and WebP images, PDF,
     * plain text and CSV, and documents, tables and slides of Office Open XML and OpenDocument
     * without macros.
     */
    public Builder mediaTypes(Set<String> mediaTypes) {
      this.mediaTypes = mediaTypes;
      return this;
    }

    /** Sets whether the extension, where a name has one, must be one of the type. Default: true. */
    public Builder checkExtension(boolean isExtensionChecked) {
      this.isExtensionChecked = isExtensionChecked;
      return this;
    }

    /** Sets the most pixels of an image. Default: 50 million. */
    public Builder mostPixels(long pixels) {
      this.mostPixels = pixels;
      return this;
    }

    /** Sets how many bytes an archive may unpack to, with those in it. Default: 512 MiB. */
    public Builder mostUnpacked(long bytes) {
      this.mostUnpacked = bytes;
      return this;
    }

    /**
     * Sets how many times its own size an archive may unpack to, where that is more than 1 MiB.
     * Default: 200.
     */
    public Builder mostRatio(int times) {
      this.mostRatio = times;
      return this;
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException naming every wrong key
     */
    public FilePolicy build() {
      List<String> wrong = new ArrayList<>();
      if (largest < 1) {
        wrong.add("largest");
      }
      if (mediaTypes.isEmpty()
          || mediaTypes.stream().anyMatch(type -> !type.matches("[a-z]+/[a-z0-9.+-]+"))) {
        wrong.add("mediaTypes");
      }
      if (mostPixels < 1) {
        wrong.add("mostPixels");
      }
      if (mostUnpacked < 1) {
        wrong.add("mostUnpacked");
      }
      if (mostRatio < 1) {
        wrong.add("mostRatio");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("the policy of files is wrong in: " + wrong);
      }
      return new FilePolicy(this);
    }
  }
}
