package io.crmkit.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All declared types of one CRM. Immutable and thread-safe. */
public final class Schema {
  private final Map<String, Declaration<?>> byName = new LinkedHashMap<>();
  private final Map<String, Declaration<?>> byPlural = new LinkedHashMap<>();
  private final Map<Class<?>, Declaration<?>> byClass = new LinkedHashMap<>();

  /**
   * Collects the types.
   *
   * @throws IllegalArgumentException naming every two types that claim one name, and every part
   *     without its parent
   */
  public Schema(Collection<Declaration<?>> declarations) {
    List<String> faults = new ArrayList<>();
    for (Declaration<?> declaration : declarations) {
      if (byName.put(declaration.name(), declaration) != null) {
        faults.add("two types are called " + declaration.name());
      }
      if (byPlural.put(declaration.plural(), declaration) != null) {
        faults.add("two types have the path " + declaration.plural());
      }
      byClass.put(declaration.javaType(), declaration);
    }
    for (Declaration<?> declaration : declarations) {
      Field parent = declaration.parent();
      if (parent != null && parent.targets().stream().noneMatch(byName::containsKey)) {
        faults.add(declaration + " is part of " + parent.targets() + ", which is not declared");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", faults));
    }
  }

  /** Returns all types, in the order in which they were declared. */
  public Collection<Declaration<?>> types() {
    return List.copyOf(byName.values());
  }

  /** Returns the type of this name, for example {@code line-item}. */
  public Optional<Declaration<?>> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the type of this plural, for example {@code line-items}. */
  public Optional<Declaration<?>> findPlural(String plural) {
    return Optional.ofNullable(byPlural.get(plural));
  }

  /**
   * Returns the type of this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Declaration<?> type(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException("no type " + name));
  }

  /**
   * Returns the type that this class declares.
   *
   * @throws IllegalArgumentException if it was not given to the builder
   */
  @SuppressWarnings("unchecked")
  public <T> Declaration<T> type(Class<T> javaType) {
    Declaration<?> declaration = byClass.get(javaType);
    if (declaration == null) {
      throw new IllegalArgumentException(javaType.getName() + " is not among the declared types");
    }
    return (Declaration<T>) declaration;
  }

  /** Returns the types that are parts of {@code parent}. */
  public List<Declaration<?>> partsOf(Declaration<?> parent) {
    List<Declaration<?>> parts = new ArrayList<>();
    for (Declaration<?> type : byName.values()) {
      Field field = type.parent();
      if (field != null && field.targets().contains(parent.name())) {
        parts.add(type);
      }
    }
    return parts;
  }

  /** Returns the parent's type of a part. */
  public Declaration<?> parentOf(Declaration<?> part) {
    Field parent = part.parent();
    if (parent == null) {
      throw new IllegalArgumentException(part + " is no part");
    }
    return type(parent.targets().iterator().next());
  }
}
