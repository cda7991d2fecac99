package io.crmkit.http;

import java.util.Map;
import java.util.function.Supplier;

/** Credentials that somebody else cares for. */
final class FixedAuthorizer implements Authorizer {
  private final Supplier<Map<String, String>> headers;

  FixedAuthorizer(Supplier<Map<String, String>> headers) {
    this.headers = headers;
  }

  @Override
  public Map<String, String> headers() {
    return headers.get();
  }

  @Override
  public boolean renew(Map<String, String> refused) {
    return !headers.get().equals(refused);
  }

  @Override
  public String toString() {
    return "credentials (not shown)";
  }
}
