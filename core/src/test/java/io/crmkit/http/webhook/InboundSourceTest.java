package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.record.ValueFormatException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InboundSourceTest {
  private static InboundSource.Builder source(String provider) {
    return InboundSource.builder(
        provider,
        (request, now) -> new Verdict.Accepted(null, null),
        run -> WebhookHandler.Outcome.DONE);
  }

  private static InboundRequest call(String body) {
    return InboundRequest.of(
        "POST", "https://x.test", Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Stripe", "a/b", "..", "a b", "1a", "abcdefghijklmnopqrstuvwxyz01234"})
  void build_providerThatIsNoName_isRefused(String provider) {
    assertThatIllegalArgumentException().isThrownBy(() -> source(provider).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{\"data\":{\"id\":\"e1\"}} | e1",
        "{\"data\":{\"id\":12}} | 12",
        "{\"data\":{\"id\":true}} | none",
        "{\"data\":{\"id\":{}}} | none",
        "{\"data\":[\"id\"]} | none",
        "{\"data\":null} | none",
        "[] | none"
      })
  void eventIdAt_bodies_findsTextsAndNumbers(String body, String expected) {
    InboundSource source = source("acme").eventIdAt("data", "id").build();

    assertThat(source.eventId(call(body)).orElse("none")).isEqualTo(expected);
  }

  @Test
  void eventIdAt_noJson_saysSo() {
    InboundSource source = source("acme").eventIdAt("id").build();

    assertThatExceptionOfType(ValueFormatException.class)
        .isThrownBy(() -> source.eventId(call("a=b")));
  }

  @Test
  void build_withNothingSaid_knowsNothing() {
    InboundSource source = source("acme").build();

    assertThat(source.eventId(call("{}"))).isEmpty();
    assertThat(source.organization(call("{}"))).isEmpty();
    assertThat(source.handshake(call("{}"))).isEqualTo(Optional.empty());
    assertThat(source).hasToString("InboundSource[acme]");
  }

  @Test
  void headers_thatLetSomebodyIn_areLeftOutUnlessWanted() {
    Map<String, List<String>> headers =
        Map.of(
            "Authorization", List.of("Bearer x"),
            "Cookie", List.of("a=b"),
            "X-Vapi-Secret", List.of("x"),
            "X-Goog-Channel-Token", List.of("x"),
            "Stripe-Signature", List.of("t=1", "v1=2"),
            "User-Agent", List.of("é"));

    Map<String, List<String>> kept =
        KeptHeaders.read(
            KeptHeaders.write(
                headers, source("acme").secretHeaders("X-VAPI-secret").build().secretHeaders()));

    assertThat(kept)
        .containsOnlyKeys("x-vapi-secret", "stripe-signature", "user-agent")
        .containsEntry("stripe-signature", List.of("t=1", "v1=2"));
    assertThat(kept.get("User-Agent")).containsExactly("é");
  }

  @Test
  void headers_hugeOrNoText_areLeftOutAndTheOthersStay() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("a-huge", List.of("\u0001".repeat(3_000)));
    headers.put("b-half", List.of("\uD800"));
    headers.put("c-nul", List.of("\0"));
    for (int i = 0; i < 500; i++) {
      headers.put("x-" + i, List.of("é".repeat(20)));
    }
    headers.put("z", List.of("last"));

    String written = KeptHeaders.write(headers, Set.of());

    assertThat(written.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(16_000, 16_384);
    assertThat(KeptHeaders.read(written)).doesNotContainKeys("a-huge", "b-half", "c-nul");
  }
}
