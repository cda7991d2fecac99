package io.crmkit.http.webhook;

/** How a call of a provider stands. */
public enum InboundState {
  /** It was kept, and is to be worked on. */
  RECEIVED,
  /** It was worked on. */
  DONE,
  /** Nobody here wants calls of its kind. */
  IGNORED,
  /** The last try to work on it failed; another one comes. */
  FAILED,
  /** It is not tried any more, unless somebody asks for it. */
  DEAD;

  /** Returns whether it is still to be worked on. */
  boolean isOpen() {
    return this == RECEIVED || this == FAILED;
  }
}
