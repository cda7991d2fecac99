package io.crmkit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crmkit.error.InvalidValueException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/** What tests of policies ask in the same words. */
final class PolicyChecks {
  private PolicyChecks() {}

  static FilePolicy allowing(String... mediaTypes) {
    return FilePolicy.builder().mediaTypes(Set.of(mediaTypes)).build();
  }

  static CheckedFile check(FilePolicy policy, String name, byte[] bytes) throws IOException {
    return policy.check(name, SampleFiles.content(bytes));
  }

  static String refusal(FilePolicy policy, String name, byte[] bytes) {
    InvalidValueException refused =
        catchThrowableOfType(InvalidValueException.class, () -> check(policy, name, bytes));
    assertThat(refused).as("refused").isNotNull();
    return refused.errors().get(0).code();
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] joined(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
