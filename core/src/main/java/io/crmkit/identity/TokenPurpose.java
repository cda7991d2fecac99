package io.crmkit.identity;

/** What a one-time token is for. */
public enum TokenPurpose {
  /** Proving an e-mail address. */
  EMAIL_VERIFICATION,
  /** Setting a forgotten password. */
  PASSWORD_RESET,
  /** Accepting an invitation. */
  INVITATION,
  /** Sending one file. */
  UPLOAD,
  /** Opening one stream of events. */
  EVENT_STREAM,
  /** Coming back from a provider's consent page. */
  OAUTH_STATE
}
