package io.crmkit.engine;

/** What becomes of a write that meets a duplicate rule. */
public enum DuplicateAction {
  /** It passes, and nothing is said. */
  ALLOW,
  /** It passes, and the answer names the rows. */
  WARN,
  /** It is refused. */
  BLOCK
}
