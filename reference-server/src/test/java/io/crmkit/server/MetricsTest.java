package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.cache.Cache;
import io.crmkit.cache.CacheConfig;
import io.crmkit.server.TestServer.Reply;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static final String KEY = "a key of some length";
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer(ServerConfig.builder().port(0).rateLimit(0).metricsKey(KEY).build());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Reply metrics(String... headers) {
    var request = server.request("GET", "/metrics");
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  @Test
  void metrics_onTheMachine_countCallsByRouteAndNothingCloser() {
    String id = server.venue("Counted", 1);
    server.get("/v1/venues/" + id);
    server.get("/v1/venues/" + id);
    server.get("/v1/nowhere-at-all");

    Reply reply = metrics();

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(reply.text())
        .containsPattern(
            "http_server_requests_seconds_count\\{method=\"GET\",route=\"/v1/venues/\\{id}\","
                + "status=\"200\"} 2")
        .containsPattern("route=\"none\",status=\"404\"")
        .containsPattern("http_server_requests_seconds_bucket\\{.*le=\"0.2\"")
        .contains("crmkit_database_up 1.0", "crmkit_imports_open 0.0", "crmkit_event_streams 0.0")
        .contains("jvm_memory_used_bytes")
        .doesNotContain(id, "nowhere-at-all", server.organization.toString());
  }

  @Test
  void metrics_cacheOpenedLater_countsItsHitsAndMisses() {
    assertThat(metrics().text()).doesNotContain("cache=\"counted\"");
    Cache<String> cache = server.crm.caches().open(CacheConfig.<String>builder("counted").build());
    for (int i = 0; i < 3; i++) {
      cache.get(server.organization, "k", (organization, key) -> Optional.of("v"));
    }

    String text = metrics().text();

    assertThat(text)
        .contains("crmkit_cache_gets_total{cache=\"counted\",result=\"near_hit\"} 2.0")
        .contains("crmkit_cache_gets_total{cache=\"counted\",result=\"store_hit\"} 0.0")
        .contains("crmkit_cache_gets_total{cache=\"counted\",result=\"miss\"} 1.0")
        .contains("crmkit_cache_loads_total{cache=\"counted\"} 1.0")
        .contains("crmkit_cache_store_failures_total{cache=\"counted\"} 0.0");
    assertThat(metrics().text()).contains("result=\"near_hit\"} 2.0");
  }

  @Test
  void metrics_fromElsewhere_needTheKey() {
    String[] elsewhere = {"X-Forwarded-For", "198.51.100.7"};

    Reply refused = metrics(elsewhere);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.text()).doesNotContain("jvm_");
    assertThat(metrics("Forwarded", "for=198.51.100.7").status()).isEqualTo(403);
    assertThat(metrics("Forwarded", "for=x", "Authorization", "Bearer " + KEY).status())
        .isEqualTo(200);
    assertThat(metrics("Forwarded", "for=x", "Authorization", "Bearer " + KEY + "x").status())
        .isEqualTo(403);
    assertThat(metrics("Forwarded", "for=x", "Authorization", "Bearer " + server.admin).status())
        .as("who administers one organization does not see all")
        .isEqualTo(403);
  }

  @Test
  void config_shortKey_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerConfig.builder().metricsKey("short").build())
        .withMessageContaining("metricsKey");
  }
}
