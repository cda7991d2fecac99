package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class InboundRequestTest {
  private static final String URI = "https://app.example.test/hooks?token=secret";

  @Test
  void header_anyCaseAndSeveralValues_isOneValue() {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    headers.put("X-One", List.of("a"));
    headers.put("x-one", List.of("b"));
    headers.put("Blank", List.of(" ", ""));
    headers.put("None", List.of());
    InboundRequest request = InboundRequest.of("POST", URI, headers, new byte[0]);

    assertThat(request.header("X-ONE")).contains("a, b");
    assertThat(request.header("blank")).isEmpty();
    assertThat(request.header("none")).isEmpty();
    assertThat(request.header("missing")).isEmpty();
    assertThat(request.headers()).containsKeys("X-One", "Blank");
  }

  @Test
  void of_partsChangedLater_staysAsItWas() {
    byte[] body = {1};
    List<String> values = new ArrayList<>(List.of("a"));
    Map<String, List<String>> headers = new LinkedHashMap<>(Map.of("h", values));
    InboundRequest request = InboundRequest.of("POST", URI, headers, body);

    body[0] = 2;
    values.add("b");
    headers.clear();
    request.body()[0] = 3;

    assertThat(request.body()).containsExactly(1);
    assertThat(request.header("h")).contains("a");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> request.headers().clear());
  }

  @Test
  void toString_showsNoValue() {
    InboundRequest request =
        InboundRequest.of(
            "POST",
            URI,
            Map.of("Authorization", List.of("secret")),
            "secret".getBytes(StandardCharsets.UTF_8));

    assertThat(request).hasToString("InboundRequest[POST https://app.example.test/hooks, 6 bytes]");
  }
}
