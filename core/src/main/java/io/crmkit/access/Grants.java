package io.crmkit.access;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * All that an actor may do, compiled from roles: for each {@code type:action} the scopes in which
 * it may, and the fields that are withheld. Immutable and thread-safe.
 */
public final class Grants {
  private static final Grants NONE = builder().build();
  private static final Grants ALL = builder().grantAll().build();

  private final boolean isAll;
  private final Map<String, Set<AccessScope>> scopes;
  private final Map<String, FieldAccess> fields;

  private Grants(Builder builder) {
    isAll = builder.isAll;
    Map<String, Set<AccessScope>> copied = new HashMap<>();
    builder.scopes.forEach(
        (permission, reached) ->
            copied.put(permission, Collections.unmodifiableSet(EnumSet.copyOf(reached))));
    scopes = Map.copyOf(copied);
    fields = Map.copyOf(builder.fields);
  }

  /** Returns grants of nothing. */
  public static Grants none() {
    return NONE;
  }

  /** Returns grants of everything in the organization. */
  public static Grants all() {
    return ALL;
  }

  /** Starts collecting grants. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the scopes in which the action is granted; empty if it is not. */
  public Set<AccessScope> scopes(String type, String action) {
    if (isAll) {
      return Set.of(AccessScope.ORGANIZATION);
    }
    return scopes.getOrDefault(type + ":" + action, Set.of());
  }

  /** Returns whether the action is granted in any scope. */
  public boolean isGranted(String type, String action) {
    return isAll || scopes.containsKey(type + ":" + action);
  }

  /** Returns whether everything is granted. */
  public boolean isAll() {
    return isAll;
  }

  /**
   * Returns what the actor may do with a field of a type; a right on a group holds for its fields.
   */
  public FieldAccess field(String type, String path) {
    if (fields.isEmpty()) {
      return FieldAccess.WRITE;
    }
    String key = type + "." + path;
    while (true) {
      FieldAccess access = fields.get(key);
      if (access != null) {
        return access;
      }
      int dot = key.lastIndexOf('.');
      if (dot <= type.length()) {
        return fields.getOrDefault(type + ".*", FieldAccess.WRITE);
      }
      key = key.substring(0, dot);
    }
  }

  /** Returns whether any field of the type is withheld or read-only. */
  public boolean hasFieldRights() {
    return !fields.isEmpty();
  }

  /** Collects grants. Not thread-safe. */
  public static final class Builder {
    private boolean isAll;
    private final Map<String, Set<AccessScope>> scopes = new HashMap<>();
    private final Map<String, FieldAccess> fields = new HashMap<>();

    private Builder() {}

    /** Grants everything in the organization. */
    public Builder grantAll() {
      isAll = true;
      return this;
    }

    /** Grants {@code type:action} in one more scope; {@code *} grants everything. */
    public Builder grant(String permission, AccessScope scope) {
      if (permission.equals("*")) {
        return grantAll();
      }
      scopes.computeIfAbsent(permission, key -> EnumSet.noneOf(AccessScope.class)).add(scope);
      return this;
    }

    /** Limits a field, named {@code type.path}; of several limits the most generous counts. */
    public Builder limit(String type, String path, FieldAccess access) {
      fields.merge(type + "." + path, access, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      return this;
    }

    /** Returns what was collected. */
    public Grants build() {
      return new Grants(this);
    }
  }
}
