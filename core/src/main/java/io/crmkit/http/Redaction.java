package io.crmkit.http;

import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What may be shown of an answer that failed. Free text may hold anything, so it is never shown:
 * only words as programs use them are, and not those of the names that are to be hidden.
 */
final class Redaction {
  private static final String HIDDEN = "***";
  private static final int MOST = 2_000;

  /** Words such as {@code VALIDATION_ERROR} or {@code a-3}; neither addresses nor numbers. */
  private static final Pattern WORD = Pattern.compile("(?!\\+?[0-9-]{7,}$)[A-Za-z0-9_.:/-]{1,64}");

  private static final Set<String> ALWAYS =
      Set.of(
          "authorization",
          "cookie",
          "set-cookie",
          "location",
          "access_token",
          "refresh_token",
          "id_token",
          "token",
          "client_secret",
          "secret",
          "password",
          "email",
          "phone",
          "name",
          "firstname",
          "lastname");

  private final Set<String> hidden;

  Redaction(Set<String> names) {
    hidden = names.stream().map(Names::lower).collect(Collectors.toSet());
    hidden.addAll(ALWAYS);
  }

  String headers(ProviderAnswer answer) {
    Map<String, Object> shown = new LinkedHashMap<>();
    answer.headers().forEach((name, values) -> shown.put(name, shown(name, values.get(0))));
    return cut(Json.write(shown));
  }

  String body(ProviderAnswer answer) {
    try {
      return cut(Json.write(plain("", Json.readForeign(answer.body()))));
    } catch (ValueFormatException e) {
      return "(" + answer.body().length + " bytes, no JSON)";
    }
  }

  private @Nullable Object plain(String name, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> shown = new LinkedHashMap<>();
      map.forEach((key, each) -> shown.put(word((String) key), plain((String) key, each)));
      return shown;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> shown = new ArrayList<>();
      list.forEach(each -> shown.add(plain(name, each)));
      return shown;
    }
    return value == null || value instanceof Boolean ? value : shown(name, value.toString());
  }

  private String shown(String name, String text) {
    return hidden.contains(Names.lower(name)) ? HIDDEN : word(text);
  }

  private static String word(String text) {
    return WORD.matcher(text).matches() ? text : HIDDEN;
  }

  private static String cut(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + "…";
  }
}
