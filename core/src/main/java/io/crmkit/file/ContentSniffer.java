package io.crmkit.file;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MimeTypeException;
import org.apache.tika.mime.MimeTypes;

/**
 * Tells the media type of a file from its first bytes, never from its name. Thread-safe.
 *
 * @since 0.1
 */
public final class ContentSniffer {
  /** How many of the first bytes to hand over: more change nothing. */
  public static final int HEAD = 1 << 16;

  private final MimeTypes types = MimeTypes.getDefaultMimeTypes();

  /** Knows the types of Tika. */
  public ContentSniffer() {}

  /**
   * Returns the media type in lower case without parameters; {@code application/octet-stream} if
   * nothing is known of it, {@code text/plain} if it looks like text of no special kind. What a ZIP
   * archive is of inside, stands at its end: see {@link FilePolicy}.
   */
  public String mediaType(byte[] head) {
    try {
      MediaType type = types.detect(new ByteArrayInputStream(head), new Metadata());
      return type.getBaseType().toString();
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /** Returns whether files of this type may bear this extension, given without its point. */
  boolean isExtensionOf(String extension, String mediaType) {
    try {
      return types.forName(mediaType).getExtensions().contains("." + extension);
    } catch (MimeTypeException e) {
      throw new IllegalArgumentException("no media type: " + mediaType, e);
    }
  }

  /** Returns the kind of text that an extension stands for: plain text unless it is a text. */
  String textType(String extension) {
    Metadata named = new Metadata();
    named.set("resourceName", "x." + extension.toLowerCase(Locale.ROOT));
    try {
      MediaType type = types.detect(null, named).getBaseType();
      boolean isText = types.getMediaTypeRegistry().isSpecializationOf(type, MediaType.TEXT_PLAIN);
      return isText ? type.toString() : "text/plain";
    } catch (IOException e) {
      throw new IllegalStateException("a name cannot be read", e);
    }
  }
}
