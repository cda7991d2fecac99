package io.crmkit.engine.transfer;

import java.nio.charset.Charset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's mapping tells beside the mapping itself: what was found out about the file. */
final class RunDetails {
  /** Names that a mapping may have without meaning; so a run's mapping is a mapping again. */
  static final List<String> NAMES =
      List.of("format", "charset", "charsetGuessed", "separator", "unmapped", "ignored");

  private RunDetails() {}

  /** Returns the plain form of the mapping in force, with what was found out. */
  static Map<String, Object> plain(ImportPlan plan) {
    Map<String, Object> plain = new LinkedHashMap<>(plan.mapping().toPlain());
    FileShape shape = plan.shape();
    plain.put("skipLines", (long) shape.skipLines());
    plain.put("format", shape.format().name());
    plain.put("charset", shape.charset().name());
    plain.put("charsetGuessed", shape.isCharsetGuessed());
    plain.put("separator", String.valueOf(shape.separator()));
    plain.put("unmapped", plan.unmapped());
    plain.put("ignored", plan.ignored());
    return plain;
  }

  /** Returns the encoding that was found out when the run was started, or null. */
  static @Nullable Charset charset(@Nullable Object mapping) {
    return mapping instanceof Map<?, ?> map && map.get("charset") instanceof String name
        ? Charset.forName(name)
        : null;
  }
}
