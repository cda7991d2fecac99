package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.error.CrmException;
import io.crmkit.error.ProviderException;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProblemsTest {

  @Test
  void status_everyKindOfFailure_hasOne() {
    for (Class<?> kind : CrmException.class.getPermittedSubclasses()) {
      assertThat(Problems.STATUS)
          .as(kind.getName())
          .containsKey(kind.asSubclass(CrmException.class));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PROVIDER_UNAVAILABLE, 503",
    "PROVIDER_RATE_LIMITED, 503",
    "PROVIDER_TIMEOUT, 504",
    "PROVIDER_REFUSED, 502",
    "PROVIDER_OUTCOME_UNKNOWN, 502",
    "PROVIDER_AUTH, 502",
    "PROVIDER_ANSWER_UNUSABLE, 502"
  })
  void status_failureOfAProvider_tellsWhoseItIs(String code, int status) {
    ProviderException failure = ProviderException.of(code, "acme", "x").build();

    assertThat(Problems.status(failure)).isEqualTo(status);
  }

  @Test
  void of_providerThatSaysWhen_passesItOn() {
    ProviderException failure =
        ProviderException.of(ProviderException.RATE_LIMITED, "acme", "x")
            .mayRetry(true)
            .retryAfter(Duration.ofMillis(1_500))
            .build();

    Answer answer = Problems.of(failure, "r", Locale.ENGLISH);

    assertThat(answer.headers()).contains(new Answer.Header("Retry-After", "2"));
  }
}
