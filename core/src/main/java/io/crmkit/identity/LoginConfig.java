package io.crmkit.identity;

import java.time.Duration;

/**
 * How long logins last.
 *
 * @param accessLife life of an access token
 * @param refreshLife life of a refresh token, from its last use on
 */
public record LoginConfig(Duration accessLife, Duration refreshLife) {
  /** 15 minutes, and 30 days. */
  public static final LoginConfig DEFAULT =
      new LoginConfig(Duration.ofMinutes(15), Duration.ofDays(30));

  /** Checks that both are positive. */
  public LoginConfig {
    if (accessLife.isNegative() || accessLife.isZero() || refreshLife.compareTo(accessLife) < 0) {
      throw new IllegalArgumentException(
          "an access token lives longer than nothing and at most as long as the refresh token");
    }
  }
}
