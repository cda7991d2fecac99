package io.crmkit.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @Test
  void decoy_besideAHash_takesTheSameWork() {
    String hash = passwords.hash("correct horse");

    assertThat(parameters(Passwords.DECOY)).isEqualTo(parameters(hash));
    assertThat(Passwords.DECOY).hasSameSizeAs(hash);
  }

  @Test
  void matches_withoutAHash_isFalse() {
    assertThat(passwords.matches("correct horse", null)).isFalse();
  }

  private static String parameters(String hash) {
    return hash.substring(0, hash.indexOf('$', hash.indexOf("m=")));
  }
}
