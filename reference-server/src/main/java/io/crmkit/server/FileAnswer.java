package io.crmkit.server;

import io.crmkit.error.UnavailableException;
import io.crmkit.file.FileContent;
import io.crmkit.file.OpenFile;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers with the bytes of a file: all, a part, or none where the caller has them already. A
 * browser saves them, and runs nothing of them.
 */
final class FileAnswer {
  private static final Logger LOG = LoggerFactory.getLogger(FileAnswer.class);
  private static final Pattern RANGE = Pattern.compile("bytes=\\s*([0-9]*)\\s*-\\s*([0-9]*)\\s*");
  private static final Pattern UNSAFE = Pattern.compile("[^A-Za-z0-9 ._-]");
  private static final String PLAIN = "!#$&+-.^_`|~";
  private static final int MOST_DIGITS = 18;

  private FileAnswer() {}

  /** A part of a file. */
  private record Part(long from, long count) {}

  /**
   * Answers a call for a file.
   *
   * @param tag names the content among all that the address ever has
   * @param caching what caches may do
   * @throws HttpException 416 if the part asked for lies behind the end
   */
  static Answer of(Call call, OpenFile file, String tag, String caching) {
    String quoted = "\"" + tag + "\"";
    if (Etags.isKnown(call.listHeader("If-None-Match"), tag)) {
      return Answer.empty(304).with("ETag", quoted).with("Cache-Control", caching);
    }
    long size = file.content().size();
    Part part = call.method().equals("GET") ? part(call, size, quoted) : null;
    long from = part == null ? 0 : part.from();
    long count = part == null ? size : part.count();
    Answer answer =
        call.method().equals("HEAD")
            ? Answer.empty(200).with("Content-Type", file.mediaType())
            : stream(part == null ? 200 : 206, file, from, count);
    if (part != null) {
      answer =
          answer.with("Content-Range", "bytes " + from + "-" + (from + count - 1) + "/" + size);
    }
    return answer
        .with("Content-Length", Long.toString(count))
        .with("Accept-Ranges", "bytes")
        .with("ETag", quoted)
        .with("Cache-Control", caching)
        .with("Content-Disposition", disposition(file.name()))
        .with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox");
  }

  /** Opens the bytes before anything is answered, so that what cannot be opened is told as such. */
  private static Answer stream(int status, OpenFile file, long from, long count) {
    InputStream content = open(file.content(), from, count);
    return Answer.stream(status, file.mediaType(), context -> copy(content, context));
  }

  private static InputStream open(FileContent content, long from, long count) {
    try {
      return content.open(from, count);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static UnavailableException unreadable(IOException e) {
    return new UnavailableException(
        "FILE_STORE_UNAVAILABLE", "the file cannot be read", Duration.ofSeconds(10), e);
  }

  /**
   * What ends before its announced length makes the connection end, so that nobody is deceived;
   * while nothing was sent yet, the caller is told.
   */
  private static void copy(InputStream content, Context context) {
    try (content) {
      content.transferTo(context.res().getOutputStream());
    } catch (IOException e) {
      if (!context.res().isCommitted()) {
        context.res().reset();
        throw unreadable(e);
      }
      LOG.info("The content of a file was cut off while it was sent", e);
    }
  }

  /** Returns the part asked for; null for all of it, also where the question is not understood. */
  private static @Nullable Part part(Call call, long size, String tag) {
    String range = call.header("Range");
    String onlyIf = call.header("If-Range");
    Matcher asked = RANGE.matcher(range == null ? "" : range);
    if (!asked.matches() || (onlyIf != null && !onlyIf.strip().equals(tag))) {
      return null;
    }
    String first = asked.group(1);
    String last = asked.group(2);
    if (first.isEmpty()) {
      return last.isEmpty() ? null : tail(number(last), size);
    }
    long from = number(first);
    long to = last.isEmpty() ? Long.MAX_VALUE : number(last);
    if (to < from) {
      return null;
    }
    return satisfiable(from, Math.min(to, size - 1) - from + 1, size);
  }

  private static Part tail(long count, long size) {
    return satisfiable(Math.max(0, size - count), Math.min(count, size), size);
  }

  private static Part satisfiable(long from, long count, long size) {
    if (count < 1 || from >= size) {
      throw new HttpException(416, "RANGE_NOT_SATISFIABLE", "the file ends before this part")
          .with("Content-Range", "bytes */" + size);
    }
    return new Part(from, count);
  }

  private static long number(String digits) {
    return digits.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(digits);
  }

  /** Names the file for old readers, and beside that as it is (RFC 6266, RFC 8187). */
  static String disposition(String name) {
    StringBuilder encoded = new StringBuilder();
    for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean isPlain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      encoded.append(isPlain ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return "attachment; filename=\""
        + UNSAFE.matcher(name).replaceAll("_")
        + "\"; filename*=UTF-8''"
        + encoded;
  }
}
