package io.crmkit.engine.transfer;

import io.crmkit.error.InvalidRequestException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Tells in which encoding a file is written: by its mark, by what the caller says, else UTF-8 if it
 * is that throughout, else windows-1252, in which spreadsheets of the West write.
 */
final class Encoding {
  private static final Charset WINDOWS = Charset.forName("windows-1252");
  private static final int HEAD = 4_096;

  private final Charset charset;
  private final boolean isGuessed;

  private Encoding(Charset charset, boolean isGuessed) {
    this.charset = charset;
    this.isGuessed = isGuessed;
  }

  Charset charset() {
    return charset;
  }

  boolean isGuessed() {
    return isGuessed;
  }

  /**
   * Looks at the whole file, where it must.
   *
   * @throws InvalidRequestException if the file is no text, empty, or not in the encoding named
   */
  static Encoding of(ImportSource source, @Nullable Charset named) throws IOException {
    byte[] head;
    try (InputStream bytes = unpacked(source)) {
      head = bytes.readNBytes(HEAD);
    }
    if (head.length == 0) {
      throw new InvalidRequestException("EMPTY_FILE", "the file is empty");
    }
    refuseOthers(head);
    Mark mark = Mark.of(head);
    if (mark != Mark.NONE) {
      return new Encoding(mark.charset, false);
    }
    boolean isWide = named != null && named.name().startsWith("UTF-16");
    if (!isWide && hasNul(head)) {
      throw notCsv("holds binary data");
    }
    if (named != null && !named.equals(StandardCharsets.UTF_8)) {
      return new Encoding(named, false);
    }
    boolean isUtf8 = isUtf8(source);
    if (named != null && !isUtf8) {
      throw new InvalidRequestException("INVALID_ENCODING", "the file is not in UTF-8");
    }
    return new Encoding(isUtf8 ? StandardCharsets.UTF_8 : WINDOWS, named == null);
  }

  private static void refuseOthers(byte[] head) {
    if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
      throw notCsv("is a spreadsheet or an archive: save it as CSV");
    }
    if (startsWith(head, '%', 'P', 'D', 'F')
        || startsWith(head, '{', '\\', 'r', 't', 'f')
        || startsWith(head, 0x1F, 0x8B)
        || startsWith(head, 0xFF, 0xFE, 0, 0)) {
      throw notCsv("is no table");
    }
    String start =
        new String(head, 0, Math.min(head.length, 200), StandardCharsets.ISO_8859_1)
            .stripLeading()
            .toLowerCase(java.util.Locale.ROOT);
    if (start.startsWith("<?xml") || start.startsWith("<!doctype") || start.startsWith("<html")) {
      throw notCsv("is XML or HTML: save it as CSV");
    }
  }

  private static boolean startsWith(byte[] head, int... signs) {
    for (int i = 0; i < signs.length; i++) {
      if (i >= head.length || (head[i] & 0xFF) != signs[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasNul(byte[] head) {
    for (byte each : head) {
      if (each == 0) {
        return true;
      }
    }
    return false;
  }

  private static InvalidRequestException notCsv(String message) {
    return new InvalidRequestException("NOT_CSV", "the file " + message);
  }

  private static boolean isUtf8(ImportSource source) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    byte[] chunk = new byte[1 << 16];
    ByteBuffer in = ByteBuffer.wrap(chunk).limit(0);
    CharBuffer out = CharBuffer.allocate(1 << 16);
    try (InputStream bytes = unpacked(source)) {
      boolean isEnd = false;
      while (!isEnd) {
        in.compact();
        int read = bytes.read(chunk, in.position(), in.remaining());
        isEnd = read < 0;
        in.position(in.position() + Math.max(0, read)).flip();
        out.clear();
        if (decoder.decode(in, out, isEnd).isError()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Opens the text itself: unpacked, without its mark. */
  static InputStream text(ImportSource source) throws IOException {
    return skipMark(unpacked(source));
  }

  /** Opens the text itself, counting the bytes as they come from the source. */
  static InputStream text(CountingStream counted) throws IOException {
    return skipMark(unpacked(counted));
  }

  private static InputStream skipMark(InputStream opened) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(opened, 1 << 16);
    bytes.mark(8);
    byte[] head = bytes.readNBytes(4);
    bytes.reset();
    bytes.skipNBytes(Mark.of(head).length);
    return bytes;
  }

  private static InputStream unpacked(ImportSource source) throws IOException {
    return unpacked(source.open());
  }

  private static InputStream unpacked(InputStream opened) throws IOException {
    BufferedInputStream bytes = new BufferedInputStream(opened, 1 << 16);
    bytes.mark(2);
    byte[] head = bytes.readNBytes(2);
    bytes.reset();
    return Arrays.equals(head, new byte[] {0x1F, (byte) 0x8B})
        ? new GZIPInputStream(bytes, 1 << 16)
        : bytes;
  }

  private enum Mark {
    NONE(0, StandardCharsets.UTF_8),
    UTF_8(3, StandardCharsets.UTF_8),
    UTF_16LE(2, StandardCharsets.UTF_16LE),
    UTF_16BE(2, StandardCharsets.UTF_16BE);

    final int length;
    final Charset charset;

    Mark(int length, Charset charset) {
      this.length = length;
      this.charset = charset;
    }

    static Mark of(byte[] head) {
      if (startsWith(head, 0xEF, 0xBB, 0xBF)) {
        return UTF_8;
      }
      if (startsWith(head, 0xFF, 0xFE)) {
        return UTF_16LE;
      }
      return startsWith(head, 0xFE, 0xFF) ? UTF_16BE : NONE;
    }
  }
}
