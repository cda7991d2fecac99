package io.crmkit.server;

import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads bodies: bounded, of the type that they say, strictly. */
final class Body {
  private static final String TYPE = "Content-Type";

  private Body() {}

  /** Returns whether the call has no body. */
  static boolean isAbsent(HttpServletRequest request) {
    return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
  }

  /** Returns the plain value of a body in JSON. */
  static @Nullable Object read(HttpServletRequest request, Set<String> mediaTypes, long most) {
    if (!isAbsent(request) || request.getHeader(TYPE) != null) {
      requireType(request, mediaTypes);
    }
    String text = QueryString.utf8(bytes(request, most));
    if (text == null) {
      throw HttpException.malformed("MALFORMED_JSON", "the body is not UTF-8");
    }
    try {
      return Json.read(text);
    } catch (ValueFormatException e) {
      throw HttpException.malformed(e.code(), "the body " + e.getMessage());
    }
  }

  private static void requireType(HttpServletRequest request, Set<String> mediaTypes) {
    String encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw unsupported("a compressed body is not accepted here");
    }
    String type = request.getHeader(TYPE); // what is parsed fails for a charset nobody knows
    if (type == null) {
      throw unsupported("the body has no Content-Type");
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split(";", -1);
    if (!mediaTypes.contains(parts[0].strip())) {
      throw unsupported("the body must be of type " + String.join(" or ", mediaTypes));
    }
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().replace("\"", "");
      if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
        throw unsupported("JSON is UTF-8");
      }
    }
  }

  private static HttpException unsupported(String detail) {
    return new HttpException(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }

  /**
   * Returns a body as it is.
   *
   * @throws HttpException 413 or 400
   */
  static byte[] bytes(HttpServletRequest request, long most) {
    if (request.getContentLengthLong() > most) {
      throw tooLarge(most);
    }
    byte[] bytes;
    try (InputStream stream = request.getInputStream()) {
      bytes = stream.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, most + 1));
    } catch (IOException | RuntimeException e) {
      throw HttpException.malformed("INCOMPLETE_BODY", "the body did not arrive as announced");
    }
    if (bytes.length > most) {
      throw tooLarge(most);
    }
    return bytes;
  }

  private static HttpException tooLarge(long most) {
    return new HttpException(413, "BODY_TOO_LARGE", "a body has at most " + most + " bytes");
  }
}
