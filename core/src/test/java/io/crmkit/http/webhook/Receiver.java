package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Json;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeProvider;
import io.crmkit.testkit.http.FakeRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** A server of a customer that takes webhooks, fails as told and remembers what it got. */
final class Receiver implements AutoCloseable {
  final FakeProvider provider = new FakeProvider();
  private final List<Message> came = new CopyOnWriteArrayList<>();
  private volatile Function<Message, FakeAnswer> answer = message -> FakeAnswer.status(204);
  private volatile Consumer<Message> look = message -> {};

  /** A message as it came, proven or not. */
  record Message(FakeRequest request, Map<?, ?> json) {
    String id() {
      return Objects.requireNonNull(request.header("webhook-id"));
    }

    String type() {
      return String.valueOf(json.get("type"));
    }

    Map<?, ?> data() {
      return (Map<?, ?>) json.get("data");
    }

    String recordId() {
      return String.valueOf(data().get("recordId"));
    }

    long version() {
      return (Long) data().get("version");
    }

    boolean isProvenBy(String secret, Instant now) {
      Map<String, List<String>> headers = new HashMap<>(request.headers());
      InboundRequest inbound =
          InboundRequest.of(
              "POST",
              "https://customer.example.test/hook",
              headers,
              request.body().getBytes(StandardCharsets.UTF_8));
      return StandardWebhookVerifier.of(List.of(secret)).verify(inbound, now)
          instanceof Verdict.Accepted;
    }
  }

  Receiver() {
    provider.otherwise(
        request -> {
          Message message = new Message(request, (Map<?, ?>) Json.read(request.body()));
          look.accept(message);
          FakeAnswer made = answer.apply(message);
          came.add(message);
          return made;
        });
  }

  /** Answers from now on by this. */
  Receiver answers(Function<Message, FakeAnswer> by) {
    answer = by;
    return this;
  }

  /** Looks at each message before it is answered. */
  Receiver looks(Consumer<Message> at) {
    look = at;
    return this;
  }

  String url() {
    return provider.url() + "/hook";
  }

  List<Message> came() {
    return List.copyOf(came);
  }

  List<String> types() {
    return came.stream().map(Message::type).toList();
  }

  boolean has(String type, String recordId) {
    return came.stream()
        .anyMatch(each -> each.type().equals(type) && each.recordId().equals(recordId));
  }

  /** Returns what a receiver keeps that drops what it has: the versions of each record. */
  Map<String, List<Long>> versions() {
    Map<String, Message> kept = new LinkedHashMap<>();
    came.forEach(each -> kept.putIfAbsent(each.id(), each));
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    kept.values()
        .forEach(
            each ->
                versions
                    .computeIfAbsent(each.recordId(), key -> new ArrayList<>())
                    .add(each.version()));
    return versions;
  }

  void assertInOrder(int records, int events) {
    assertThat(versions()).hasSize(records);
    List<Long> wanted = new ArrayList<>();
    for (long i = 1; i <= events; i++) {
      wanted.add(i);
    }
    assertThat(versions().values()).allSatisfy(each -> assertThat(each).isEqualTo(wanted));
  }

  @Override
  public void close() {
    provider.close();
  }
}
