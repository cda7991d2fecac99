package io.crmkit.identity;

/** How a login was proved. */
public enum LoginMethod {
  /** By a password kept here. */
  PASSWORD,
  /** By a token of Clerk. */
  CLERK,
  /** By a token of Google. */
  GOOGLE,
  /** By a token of Facebook. */
  FACEBOOK,
  /** By a token of another OpenID Connect issuer. */
  OIDC,
  /** By an API key. */
  API_KEY
}
