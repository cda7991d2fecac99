package io.crmkit.server;

import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Id;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Entity tags: the version of a record, quoted. */
final class Etags {
  private static final Pattern TAG =
      Pattern.compile("\\s*(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"\\s*");
  private static final Pattern COMMA = Pattern.compile(",");

  private Etags() {}

  private record Tag(boolean isWeak, String value) {}

  static String of(long version) {
    return "\"" + version + "\"";
  }

  /** Returns whether {@code If-None-Match} names this version; weak tags count. */
  static boolean isKnown(@Nullable String ifNoneMatch, long version) {
    return isKnown(ifNoneMatch, Long.toString(version));
  }

  /** Returns whether {@code If-None-Match} names this tag, given without quotes. */
  static boolean isKnown(@Nullable String ifNoneMatch, String tag) {
    if (ifNoneMatch == null) {
      return false;
    }
    return ifNoneMatch.strip().equals("*")
        || read("If-None-Match", ifNoneMatch).stream().anyMatch(each -> each.value().equals(tag));
  }

  /**
   * Returns the version that a change expects by {@code If-Match}, or null for {@code *}.
   *
   * @param current the version that is there now
   * @throws HttpException 428 without the header, 400 if it cannot be read
   * @throws StaleVersionException if it names other versions
   */
  static @Nullable Long expected(@Nullable String ifMatch, long current, String type, Id<?> id) {
    if (ifMatch == null) {
      throw new HttpException(
          428, "IF_MATCH_REQUIRED", "a change needs If-Match with the ETag last read, or *");
    }
    if (ifMatch.strip().equals("*")) {
      return null;
    }
    for (Tag tag : read("If-Match", ifMatch)) {
      if (!tag.isWeak() && tag.value().equals(Long.toString(current))) {
        return current;
      }
    }
    throw new StaleVersionException(type + " " + id, version(ifMatch), current);
  }

  private static long version(String header) {
    Matcher matcher = TAG.matcher(header);
    boolean isVersion = matcher.matches() && matcher.group(2).matches("[0-9]{1,18}");
    return isVersion ? Long.parseLong(matcher.group(2)) : 0;
  }

  private static List<Tag> read(String header, String text) {
    List<Tag> tags = new ArrayList<>();
    for (String part : COMMA.split(text, -1)) {
      Matcher matcher = TAG.matcher(part);
      if (!matcher.matches()) {
        throw HttpException.malformed(
            "INVALID_HEADER", header + " is neither * nor a list of quoted tags");
      }
      tags.add(new Tag(matcher.group(1) != null, matcher.group(2)));
    }
    return tags;
  }
}
