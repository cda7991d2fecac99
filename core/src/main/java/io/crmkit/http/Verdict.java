package io.crmkit.http;

/** What an answer means for the call that it answers. */
public enum Verdict {
  /** It was done. */
  ACCEPTED,
  /** The provider understood and will not do it; the same call will be refused again. */
  REFUSED,
  /** The credentials do not do; nothing was done. */
  UNAUTHORIZED,
  /** Nothing was done, and the same call may be made later: too many calls, or busy. */
  NOT_NOW,
  /** The provider is out of order. It may have done what was asked, or not. */
  FAILED
}
