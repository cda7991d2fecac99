package io.crmkit.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Finds files that are something else as well: an archive, or a page with a script in it. */
final class Polyglots {
  private static final int BLOCK = 1 << 16;
  private static final int OVERLAP = 64;
  private static final int END_RECORD = 22;
  private static final int LONGEST_COMMENT = 0xffff;

  /** Each is so long that it does not come by chance in an image of some size. */
  private static final Pattern MARKUP =
      Pattern.compile(
          "<(?:script|iframe|object|embed|html|body|\\?php)[\\s>/]|<!doctype html|javascript:"
              + "|onerror\\s*=|onload\\s*=");

  private static final Pattern SCRIPTED =
      Pattern.compile("^(?:javascript|vbscript|data:(?!image/(?:png|jpeg|gif|webp)[;,]))");
  private static final Pattern INVISIBLE = Pattern.compile("[\\s\\p{Cntrl}]+");
  private static final Pattern ACTIVE =
      Pattern.compile("script|foreignobject|iframe|embed|object|handler|listener");

  private Polyglots() {}

  /** Returns whether the end of the file is that of a ZIP archive, as it is in a GIFAR. */
  static boolean endsAsZip(FileContent content) throws IOException {
    long from = Math.max(0, content.size() - END_RECORD - LONGEST_COMMENT);
    byte[] tail;
    try (InputStream in = content.open(from, Long.MAX_VALUE)) {
      tail = in.readAllBytes();
    }
    ByteBuffer buffer = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = tail.length - END_RECORD; at >= 0; at--) {
      if (buffer.getInt(at) != ZipDirectory.END) {
        continue;
      }
      boolean isAtEnd = at + END_RECORD + (buffer.getShort(at + 20) & 0xffff) == tail.length;
      long directory = from + at - (buffer.getInt(at + 12) & 0xffffffffL);
      if (isAtEnd || startsEntry(content, directory)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsEntry(FileContent content, long at) throws IOException {
    if (at < 0) {
      return false;
    }
    try (InputStream in = content.open(at, 4)) {
      byte[] four = in.readAllBytes();
      return four.length == 4
          && ByteBuffer.wrap(four).order(ByteOrder.LITTLE_ENDIAN).getInt() == ZipDirectory.ENTRY;
    }
  }

  /** Returns whether markup that a browser would run stands anywhere in the file. */
  static boolean holdsMarkup(FileContent content) throws IOException {
    byte[] block = new byte[BLOCK + OVERLAP];
    int kept = 0;
    try (InputStream in = content.open(0, Long.MAX_VALUE)) {
      int count = in.readNBytes(block, 0, BLOCK);
      while (count > 0) {
        int length = kept + count;
        String text = new String(block, 0, length, StandardCharsets.ISO_8859_1);
        if (MARKUP.matcher(text.toLowerCase(Locale.ROOT)).find()) {
          return true;
        }
        kept = Math.min(OVERLAP, length);
        System.arraycopy(block, length - kept, block, 0, kept);
        count = in.readNBytes(block, kept, BLOCK);
      }
    }
    return false;
  }

  /** Returns whether an SVG image does anything, or cannot be read: script, handler, entity. */
  static boolean isActiveSvg(FileContent content) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    try (InputStream in = content.open(0, Long.MAX_VALUE)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      while (reader.hasNext()) {
        int event = reader.next();
        boolean isActive =
            switch (event) {
              case XMLStreamConstants.DTD -> reader.getText().contains("[");
              case XMLStreamConstants.PROCESSING_INSTRUCTION, XMLStreamConstants.ENTITY_REFERENCE ->
                  true;
              case XMLStreamConstants.START_ELEMENT -> isActive(reader);
              default -> false;
            };
        if (isActive) {
          return true;
        }
      }
      return false;
    } catch (XMLStreamException e) {
      return true; // a browser may read what we cannot
    }
  }

  private static boolean isActive(XMLStreamReader element) {
    if (ACTIVE.matcher(element.getLocalName().toLowerCase(Locale.ROOT)).matches()) {
      return true;
    }
    for (int i = 0; i < element.getAttributeCount(); i++) {
      String value = INVISIBLE.matcher(element.getAttributeValue(i)).replaceAll("");
      if (element.getAttributeLocalName(i).toLowerCase(Locale.ROOT).startsWith("on")
          || SCRIPTED.matcher(value.toLowerCase(Locale.ROOT)).find()) {
        return true;
      }
    }
    return false;
  }
}
