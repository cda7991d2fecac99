package io.crmkit.activity;

import io.crmkit.record.RecordRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The types of this package and their rules, as the root registers them.
 *
 * @since 0.1
 */
public final class ActivityModule {
  private ActivityModule() {}

  /** Returns the rules of each type; a type stands behind those that it points to. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Activity.class, new ActivityRules());
    types.put(ActivityLink.class, new ActivityLinkRules());
    return Collections.unmodifiableMap(types);
  }
}
