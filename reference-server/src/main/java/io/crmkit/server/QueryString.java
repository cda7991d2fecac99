package io.crmkit.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads query strings strictly: what is not percent-encoded UTF-8 is refused. */
final class QueryString {
  private static final Pattern AMPERSAND = Pattern.compile("&");

  private QueryString() {}

  static Map<String, List<String>> read(@Nullable String query) {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    if (query == null || query.isEmpty()) {
      return parameters;
    }
    for (String pair : AMPERSAND.split(query, -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = decode(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
        parameters.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** Returns the text that a segment of a path spells, or null if it spells none. */
  static @Nullable String segment(String encoded) {
    try {
      return decode(encoded.replace("+", "%2B")); // which is a blank in a query only
    } catch (HttpException e) {
      return null;
    }
  }

  private static String decode(String encoded) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
    for (int i = 0; i < encoded.length(); i++) {
      char c = encoded.charAt(i);
      if (c == '%') {
        bytes.write(octet(encoded, i + 1));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
      if (c > 0x7F) {
        throw malformed();
      }
    }
    String text = utf8(bytes.toByteArray());
    if (text == null || text.indexOf('\0') >= 0) {
      throw malformed();
    }
    return text;
  }

  private static int octet(String encoded, int at) {
    int high = at + 1 < encoded.length() ? Character.digit(encoded.charAt(at), 16) : -1;
    int low = high < 0 ? -1 : Character.digit(encoded.charAt(at + 1), 16);
    if (low < 0) {
      throw malformed();
    }
    return high * 16 + low;
  }

  private static HttpException malformed() {
    return HttpException.malformed(
        "MALFORMED_QUERY", "the query string is not percent-encoded UTF-8");
  }

  /** Returns the text that these bytes are in UTF-8, or null if they are none. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }
}
