package io.crmkit.http;

import io.crmkit.testkit.SettableClock;
import io.crmkit.testkit.http.FakeProvider;
import io.crmkit.testkit.http.RecordedPauses;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A fake provider, and clients of it that never sleep. */
final class Bench implements AutoCloseable {
  final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
  final RecordedPauses pauses = new RecordedPauses(clock);
  final FakeProvider provider = new FakeProvider();
  final List<String> heard = new CopyOnWriteArrayList<>();
  private final List<ProviderClient> clients = new ArrayList<>();

  private final ProviderMetrics metrics =
      new ProviderMetrics() {
        @Override
        public void callFinished(
            String name, String operation, String outcome, long nanos, int retries) {
          heard.add(operation + " " + outcome + " " + retries);
        }

        @Override
        public void breakerChanged(String name, String state) {
          heard.add(state);
        }
      };

  ProviderClient client() {
    return client(config -> config, Authorizer.none());
  }

  ProviderClient client(UnaryOperator<ProviderConfig.Builder> settings) {
    return client(settings, Authorizer.none());
  }

  ProviderClient client(Authorizer authorizer) {
    return client(config -> config, authorizer);
  }

  ProviderClient client(UnaryOperator<ProviderConfig.Builder> settings, Authorizer authorizer) {
    ProviderConfig.Builder config =
        ProviderConfig.builder("acme", provider.url())
            .requestIdHeader("X-Request-Id")
            .callTimeout(Duration.ofSeconds(20));
    ProviderClient client =
        ProviderClient.builder(settings.apply(config).build())
            .authorizer(authorizer)
            .metrics(metrics)
            .clock(clock)
            .sleeper(pauses)
            .build();
    clients.add(client);
    return client;
  }

  @Override
  public void close() {
    clients.forEach(ProviderClient::close);
    provider.close();
  }
}
