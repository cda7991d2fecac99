package io.crmkit.cache;

import io.crmkit.engine.Engine;
import io.crmkit.job.JobKind;
import io.crmkit.record.RecordRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The record types of this package, their rules and jobs. */
public final class CacheModule {
  private CacheModule() {}

  /** Returns the rules of each type; a type stands behind those that it points to. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Draft.class, new DraftRules());
    return Collections.unmodifiableMap(types);
  }

  /** Returns the kinds of job that keep these types in order. */
  public static List<JobKind> jobs(Engine engine) {
    return List.of(DraftPurge.kind(engine));
  }
}
