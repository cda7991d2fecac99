package io.crmkit.job;

import io.crmkit.record.RecordRules;
import java.util.LinkedHashMap;
import java.util.Map;

/** The record types of this package and their rules. */
public final class JobModule {
  private JobModule() {}

  /** Returns the rules of each type. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Job.class, new RecordRules<Job>() {});
    types.put(JobSchedule.class, new RecordRules<JobSchedule>() {});
    return types;
  }
}
