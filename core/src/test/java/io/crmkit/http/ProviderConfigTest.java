package io.crmkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProviderConfigTest {

  @Test
  void build_severalWrongSettings_namesThemAll() {
    ProviderConfig.Builder builder =
        ProviderConfig.builder("Acme Inc", "http://acme.example")
            .connectTimeout(Duration.ZERO)
            .retries(-1)
            .jitter(2)
            .maxConcurrent(0)
            .breaker(0, 5, 6, Duration.ZERO)
            .maxAnswerBytes(Long.MAX_VALUE)
            .userAgent("a\nb")
            .rateWindow(0, Duration.ofSeconds(1));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContainingAll(
            "provider",
            "baseUrl",
            "connectTimeout",
            "retries",
            "jitter",
            "maxConcurrent",
            "breakerFailureRate",
            "breakerMinimum",
            "breakerPause",
            "maxAnswerBytes",
            "userAgent",
            "rateWindow");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "api.acme.example", "ftp://acme.example", "https:///x", "https://a?b=c", "%"})
  void build_noAddress_isRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderConfig.builder("acme", url).build())
        .withMessageContaining("baseUrl");
  }

  @Test
  void build_secretInTheAddress_isRefusedAndNotShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ProviderConfig.builder("acme", "https://u:hush@acme.example").build())
        .withMessageNotContaining("hush");
  }

  @Test
  void build_withoutTls_isForThisMachineOrByLeave() {
    assertThat(ProviderConfig.builder("acme", "http://localhost:1").build()).isNotNull();
    assertThat(ProviderConfig.builder("acme", "http://mock:1").plainHttp(true).build())
        .hasToString(
            "ProviderConfig[acme at http://mock:1, retries=3, callTimeout=PT30S, rateWindows=[]]");
  }
}
