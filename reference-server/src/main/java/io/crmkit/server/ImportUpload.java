package io.crmkit.server;

import io.crmkit.error.InvalidRequestException;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpField;
import org.jspecify.annotations.Nullable;

/**
 * Takes in the body of an import: the file itself, or a form of the file and its mapping. Whatever
 * its size, it goes to the disk as it comes.
 *
 * @param file the file as it is kept
 * @param charset the encoding that the sender names, or null
 * @param mapping the mapping that came as a part of a form, or null
 */
record ImportUpload(ImportFiles.Kept file, @Nullable Charset charset, @Nullable String mapping) {
  static final String FORM = "multipart/form-data";

  /** What a file may be called; what it is, is found out by looking into it. */
  static final Set<String> FILES =
      Set.of(
          "text/csv",
          "application/csv",
          "text/plain",
          "text/tab-separated-values",
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines",
          "application/gzip",
          "application/x-gzip",
          "application/octet-stream");

  private static final String MAPPING = "mapping";
  private static final int LARGEST_MAPPING = 1 << 16;
  private static final int IN_MEMORY = 1 << 16;

  /** What a form may have beside its file. */
  private static final long FRAME = 1 << 18;

  /**
   * Refuses a body that no import reads, by what its head says.
   *
   * @throws HttpException 415
   */
  static void requireType(HttpServletRequest request) {
    Head head = Head.of(request.getHeader("Content-Type"));
    boolean isForm = head.type.equals(FORM);
    if (!isForm && !FILES.contains(head.type)) {
      throw unsupported(
          "the body must be CSV or JSON Lines: text/csv, application/x-ndjson or " + FORM);
    }
    String packed = request.getHeader("Content-Encoding");
    boolean isPlain = packed == null || packed.equalsIgnoreCase("identity");
    if (!isPlain && (isForm || !packed.equalsIgnoreCase("gzip"))) {
      throw unsupported("a file may be packed with gzip, a form not at all");
    }
    head.charset();
  }

  /**
   * Reads the body, whose type was checked.
   *
   * @param most bytes that the file may have, unpacked
   * @throws HttpException 400 or 413
   */
  static ImportUpload read(
      HttpServletRequest request, ImportFiles files, UUID organization, long most) {
    Head head = Head.of(request.getHeader("Content-Type"));
    boolean isForm = head.type.equals(FORM);
    if (request.getContentLengthLong() > (isForm ? most + FRAME : most)) {
      throw tooLarge(most);
    }
    try {
      if (isForm) {
        return form(request, files, organization, most);
      }
      return new ImportUpload(
          files.keep(organization, request.getInputStream(), most), head.charset(), null);
    } catch (ZipException | EOFException e) {
      throw HttpException.malformed("BROKEN_GZIP", "the file cannot be unpacked");
    } catch (IOException e) {
      throw HttpException.malformed("INCOMPLETE_BODY", "the body did not arrive as announced");
    } catch (InvalidRequestException e) {
      throw e.code().equals(ImportFiles.TOO_LARGE) ? tooLarge(most) : asRefusal(e);
    }
  }

  /** Returns what a client is told of a file that is none to import. */
  static RuntimeException asRefusal(InvalidRequestException e) {
    return e.code().equals("NOT_CSV")
        ? new HttpException(415, e.code(), String.valueOf(e.getMessage()))
        : e;
  }

  private static ImportUpload form(
      HttpServletRequest request, ImportFiles files, UUID organization, long most)
      throws IOException {
    Collection<Part> parts = parts(request, files, most);
    try {
      Part file = null;
      String mapping = null;
      for (Part part : parts) {
        if (MAPPING.equals(part.getName()) && mapping == null) {
          mapping = mapping(part);
        } else if (!MAPPING.equals(part.getName()) && file == null) {
          file = part;
        } else {
          throw wrongForm("a form has one file and at most one part " + MAPPING);
        }
      }
      if (file == null) {
        throw wrongForm("the form has no file");
      }
      Charset charset = Head.of(file.getContentType()).charset();
      try (InputStream bytes = file.getInputStream()) {
        return new ImportUpload(files.keep(organization, bytes, most), charset, mapping);
      }
    } finally {
      for (Part part : parts) {
        part.delete();
      }
    }
  }

  private static Collection<Part> parts(HttpServletRequest request, ImportFiles files, long most)
      throws IOException {
    request.setAttribute(
        ServletContextRequest.MULTIPART_CONFIG_ELEMENT,
        new MultipartConfigElement(files.folder().toString(), most, most + FRAME, IN_MEMORY));
    try {
      return request.getParts();
    } catch (ServletException | RuntimeException | IOException e) {
      if (isTooLarge(e)) {
        throw tooLarge(most);
      }
      throw wrongForm("the body is no form that can be read");
    }
  }

  /** Jetty tells a form that is too large by its words only. */
  private static boolean isTooLarge(@Nullable Throwable failure) {
    for (Throwable each = failure; each != null; each = each.getCause()) {
      String message = String.valueOf(each.getMessage()).toLowerCase(Locale.ROOT);
      boolean isBody = message.contains("max length exceeded") && !message.contains("headers");
      if (isBody || message.contains("max file size exceeded")) {
        return true;
      }
    }
    return false;
  }

  private static String mapping(Part part) throws IOException {
    try (InputStream bytes = part.getInputStream()) {
      byte[] json = bytes.readNBytes(LARGEST_MAPPING + 1);
      String text = json.length > LARGEST_MAPPING ? null : QueryString.utf8(json);
      if (text == null) {
        throw InvalidRequestException.parameter(
            "INVALID_MAPPING", MAPPING, "is no UTF-8 of at most " + LARGEST_MAPPING + " bytes");
      }
      return text;
    }
  }

  private static HttpException wrongForm(String detail) {
    return HttpException.malformed("MALFORMED_FORM", detail);
  }

  private static HttpException unsupported(String detail) {
    return new HttpException(415, "UNSUPPORTED_MEDIA_TYPE", detail);
  }

  private static HttpException tooLarge(long most) {
    return new HttpException(
        413, ImportFiles.TOO_LARGE, "a file to import has at most " + most + " bytes");
  }

  /** What a {@code Content-Type} says. */
  private record Head(String type, @Nullable String charsetName) {
    static Head of(@Nullable String contentType) {
      Map<String, String> parameters = new HashMap<>();
      String type = HttpField.getValueParameters(contentType, parameters);
      return new Head(
          type == null ? "" : type.strip().toLowerCase(Locale.ROOT), parameters.get("charset"));
    }

    @Nullable Charset charset() {
      try {
        return charsetName == null ? null : Charset.forName(charsetName);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw unsupported("the charset of the file is not known");
      }
    }
  }
}
