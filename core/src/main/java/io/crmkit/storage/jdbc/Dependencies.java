package io.crmkit.storage.jdbc;

/** Looks for libraries that a host adds only if it needs them. */
final class Dependencies {
  private Dependencies() {}

  /**
   * Checks that a class is there.
   *
   * @throws IllegalStateException naming the dependency that brings it
   */
  static void require(String className, String dependency) {
    try {
      Class.forName(className, false, Dependencies.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "this database needs the dependency " + dependency + ", which is not there", e);
    }
  }
}
