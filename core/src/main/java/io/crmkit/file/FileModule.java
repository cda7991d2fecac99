package io.crmkit.file;

import io.crmkit.record.RecordRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The record types of this package and their rules. */
public final class FileModule {
  private FileModule() {}

  /** Returns the rules of each type; a type stands behind those that it points to. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(FileObject.class, new FileRules());
    types.put(Document.class, new DocumentRules());
    return Collections.unmodifiableMap(types);
  }
}
