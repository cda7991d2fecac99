package io.crmkit.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of entries at the end of a ZIP archive, read strictly: what comes before the first entry
 * or behind the list, or lies over another entry, makes it no archive for us.
 */
final class ZipDirectory {
  static final int END = 0x06054b50;
  static final int ENTRY = 0x02014b50;

  private static final int END_SIZE = 22;
  private static final int ENTRY_SIZE = 46;
  private static final int LOCAL_SIZE = 30;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int LARGEST = 8 << 20;

  private final List<Entry> entries;

  private ZipDirectory(List<Entry> entries) {
    this.entries = entries;
  }

  /** One entry; the sizes are what the archive claims. */
  record Entry(String name, boolean isEncrypted, long packed, long size, long offset) {}

  List<Entry> entries() {
    return entries;
  }

  /**
   * Reads the list.
   *
   * @throws IOException if it cannot be read, or there is none that covers the whole file
   */
  static ZipDirectory read(FileContent content) throws IOException {
    long tailAt = Math.max(0, content.size() - END_SIZE - LONGEST_COMMENT);
    ByteBuffer tail = bytes(content, tailAt, content.size() - tailAt);
    int at = tail.limit() - END_SIZE;
    while (at >= 0
        && (tail.getInt(at) != END
            || at + END_SIZE + (tail.getShort(at + 20) & 0xffff) != tail.limit())) {
      at--;
    }
    if (at < 0) {
      throw new IOException("a ZIP archive without a list of entries");
    }
    long size = tail.getInt(at + 12) & 0xffffffffL;
    long offset = tail.getInt(at + 16) & 0xffffffffL;
    if (offset + size != tailAt + at || size > LARGEST) {
      throw new IOException("a ZIP archive with an unknown form of list");
    }
    ZipDirectory directory = parse(bytes(content, offset, size));
    directory.requireNoGap(offset);
    return directory;
  }

  private static ByteBuffer bytes(FileContent content, long from, long length) throws IOException {
    try (InputStream in = content.open(from, length)) {
      return ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  private static ZipDirectory parse(ByteBuffer list) throws IOException {
    List<Entry> entries = new ArrayList<>();
    int at = 0;
    while (at < list.limit()) {
      if (at + ENTRY_SIZE > list.limit() || list.getInt(at) != ENTRY) {
        throw new IOException("a ZIP archive with a broken list of entries");
      }
      int nameLength = list.getShort(at + 28) & 0xffff;
      int next =
          at
              + ENTRY_SIZE
              + nameLength
              + (list.getShort(at + 30) & 0xffff)
              + (list.getShort(at + 32) & 0xffff);
      if (next > list.limit()) {
        throw new IOException("a ZIP archive with a broken list of entries");
      }
      entries.add(
          new Entry(
              StandardCharsets.UTF_8.decode(list.slice(at + ENTRY_SIZE, nameLength)).toString(),
              (list.getShort(at + 8) & 1) != 0,
              list.getInt(at + 20) & 0xffffffffL,
              list.getInt(at + 24) & 0xffffffffL,
              list.getInt(at + 42) & 0xffffffffL));
      at = next;
    }
    return new ZipDirectory(entries);
  }

  /** The first entry stands at the very beginning, and no two share bytes. */
  private void requireNoGap(long end) throws IOException {
    long free = 0;
    List<Entry> sorted = entries.stream().sorted(Comparator.comparingLong(Entry::offset)).toList();
    for (Entry each : sorted) {
      if (each.offset() < free || (free == 0 && each.offset() > 0)) {
        throw new IOException("a ZIP archive whose entries lie over or behind something else");
      }
      free = each.offset() + LOCAL_SIZE + each.packed();
    }
    if (free > end) {
      throw new IOException("a ZIP archive whose entries lie over its list");
    }
  }

  /** Returns what the archive is by the entries that only this kind has. */
  String mediaType(String sniffed) {
    Set<String> names = entries.stream().map(Entry::name).collect(Collectors.toSet());
    boolean hasMacros = names.stream().anyMatch(name -> name.endsWith("vbaProject.bin"));
    if (names.contains("[Content_Types].xml")) {
      if (names.contains("word/document.xml")) {
        return hasMacros
            ? "application/vnd.ms-word.document.macroenabled.12"
            : "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
      }
      if (names.contains("xl/workbook.xml")) {
        return hasMacros
            ? "application/vnd.ms-excel.sheet.macroenabled.12"
            : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
      }
      if (names.contains("ppt/presentation.xml")) {
        return hasMacros
            ? "application/vnd.ms-powerpoint.presentation.macroenabled.12"
            : "application/vnd.openxmlformats-officedocument.presentationml.presentation";
      }
    }
    if (names.contains("META-INF/MANIFEST.MF")) {
      return "application/java-archive";
    }
    boolean isOther = sniffed.startsWith("application/vnd.") || sniffed.contains("epub");
    return isOther ? sniffed : "application/zip";
  }
}
