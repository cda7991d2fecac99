package io.crmkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedisConfigTest {
  @Test
  void url_allParts_areRead() {
    RedisConfig config =
        RedisConfig.builder().url("rediss://crm:p%40ss:w@cache.example:6380/2").build();

    assertThat(config.host()).isEqualTo("cache.example");
    assertThat(config.port()).isEqualTo(6380);
    assertThat(config.database()).isEqualTo(2);
    assertThat(config.user()).isEqualTo("crm");
    assertThat(config.password()).isEqualTo("p@ss:w");
    assertThat(config.isEncrypted()).isTrue();
  }

  @Test
  void url_hostOnly_keepsTheDefaults() {
    RedisConfig config = RedisConfig.builder().url("redis://cache.example").build();

    assertThat(config.port()).isEqualTo(6379);
    assertThat(config.database()).isZero();
    assertThat(config.user()).isNull();
    assertThat(config.password()).isNull();
    assertThat(config.isEncrypted()).isFalse();
    assertThat(config.timeout()).isEqualTo(Duration.ofMillis(100));
  }

  @Test
  void url_passwordOnly_hasNoUser() {
    RedisConfig config = RedisConfig.builder().url("redis://:s3cret@cache.example").build();

    assertThat(config.user()).isNull();
    assertThat(config.password()).isEqualTo("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "cache.example",
        "http://:s3cret@cache.example",
        "redis://",
        "redis://:s3cret@cache.example/x",
        "redis://:s3cret@ cache"
      })
  void url_wrong_isRefusedWithoutRepeatingIt(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisConfig.builder().url(url).build())
        .withMessageContaining("url must be")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @Test
  void build_wrongSettings_namesAll() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RedisConfig.builder()
                    .host(" ")
                    .port(0)
                    .database(-1)
                    .user("crm")
                    .namespace("a:b")
                    .timeout(Duration.ZERO)
                    .build())
        .withMessageContainingAll("host", "port", "database", "user", "namespace", "timeout");
  }

  @Test
  void toString_withPassword_hidesIt() {
    assertThat(RedisConfig.builder().user("crm").password("s3cret").build().toString())
        .contains("127.0.0.1:6379")
        .doesNotContain("s3cret");
  }
}
