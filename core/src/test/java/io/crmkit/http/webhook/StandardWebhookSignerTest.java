package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StandardWebhookSignerTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.987Z");
  private static final byte[] BODY =
      "{\"type\":\"lead.created\",\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8);
  private static final String OLD = StandardWebhookSigner.newSecret();
  private static final String NEW = StandardWebhookSigner.newSecret();

  private static InboundRequest sent(Map<String, String> headers, byte[] body) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return InboundRequest.of("POST", "https://customer.example.test/hook", all, body);
  }

  @Test
  void newSecret_isRandomAndLongEnough() {
    Set<String> secrets = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      secrets.add(StandardWebhookSigner.newSecret());
    }

    assertThat(secrets).hasSize(100).allMatch(secret -> secret.matches("whsec_[A-Za-z0-9+/]{43}="));
  }

  @Test
  void headers_oneSecret_isTheHmacOfIdTimeAndBody() throws Exception {
    Map<String, String> headers =
        StandardWebhookSigner.of(List.of(OLD)).headers("msg_1", NOW, BODY);

    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Base64.getDecoder().decode(OLD.substring(6)), "HmacSHA256"));
    mac.update("msg_1.1795255200.".getBytes(StandardCharsets.US_ASCII));
    String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(BODY));
    assertThat(headers)
        .containsExactly(
            Map.entry("webhook-id", "msg_1"),
            Map.entry("webhook-timestamp", "1795255200"),
            Map.entry("webhook-signature", expected));
  }

  @Test
  void headers_knownSecret_isWhatSvixMakes() {
    String body =
        "{\"data\":{\"id\":\"user_0001\",\"object\":\"user\"},\"object\":\"event\",\"type\":\"user.created\",\"timestamp\":1795240003000,\"instance_id\":\"ins_0001\"}";
    StandardWebhookSigner signer =
        StandardWebhookSigner.of(List.of("whsec_tGEdOJgXJFhNuf/4c7Z8xJMakjyTPSVO"));

    Map<String, String> headers =
        signer.headers(
            "msg_000000000000000000000000001",
            Instant.ofEpochSecond(1_795_240_003),
            body.getBytes(StandardCharsets.UTF_8));

    assertThat(headers)
        .containsEntry("webhook-signature", "v1,f8GfsB0ARMcV43ocJAiKwP+5myCN9dU4hqidsUyV9KA=");
  }

  @Test
  void headers_twoSecrets_areAcceptedByWhoKnowsEither() {
    InboundRequest message =
        sent(StandardWebhookSigner.of(List.of(NEW, OLD)).headers("msg_1", NOW, BODY), BODY);

    assertThat(message.header("webhook-signature").orElseThrow().split(" ")).hasSize(2);
    for (String known : List.of(OLD, NEW)) {
      assertThat(StandardWebhookVerifier.of(List.of(known)).verify(message, NOW))
          .isEqualTo(new Accepted("msg_1", Instant.parse("2026-11-21T10:00:00Z")));
    }
    assertThat(
            StandardWebhookVerifier.of(List.of(StandardWebhookSigner.newSecret()))
                .verify(message, NOW))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }

  @Test
  void headers_emptyBody_isSigned() {
    InboundRequest message =
        sent(StandardWebhookSigner.of(List.of(OLD)).headers("m", NOW, new byte[0]), new byte[0]);

    assertThat(StandardWebhookVerifier.of(List.of(OLD)).verify(message, NOW))
        .isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "a\r\nb", "é"})
  void headers_idThatCannotBeSent_isRefused(String id) {
    StandardWebhookSigner signer = StandardWebhookSigner.of(List.of(OLD));

    assertThatIllegalArgumentException().isThrownBy(() -> signer.headers(id, NOW, BODY));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> signer.headers("x".repeat(201), NOW, BODY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "whsec_", "whsec_AAAA", "whsec_%%%", "whsk_AAAA", "secret!"})
  void of_secretThatIsNone_isRefusedWithoutShowingIt(String secret) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StandardWebhookSigner.of(List.of(OLD, secret)))
        .withMessageNotContainingAny("AAAA", "%%%", "secret!");
  }

  @Test
  void toString_showsNoSecret() {
    assertThat(StandardWebhookSigner.of(List.of(OLD))).hasToString("StandardWebhookSigner");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "whpk_",
        "whpk_AAAA",
        "whpk_////////////////////////////////////////////",
        "whpk_%%"
      })
  void verifierOf_publicKeyThatIsNone_isRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> StandardWebhookVerifier.of(List.of(key)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v2,AAAA",
        "v1",
        "v1,",
        "v1,%%%",
        "v1a,AAAA",
        "AAAA",
        "v1,AAAA v1,AAAA",
        "V1,AAAA"
      })
  void verify_entriesThatMatchNothing_areRefused(String signature) {
    Map<String, String> headers =
        StandardWebhookSigner.of(List.of(OLD)).headers("msg_1", NOW, BODY);
    headers.put("webhook-signature", signature);
    StandardWebhookVerifier verifier =
        StandardWebhookVerifier.of(List.of(OLD, Schemes.whpk(Schemes.ED25519)));

    assertThat(verifier.verify(sent(headers, BODY), NOW))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }

  @Test
  void verify_idAndTimeShiftedIntoEachOther_isMalformed() {
    byte[] body = "1795255200.{}".getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers =
        StandardWebhookSigner.of(List.of(OLD)).headers("msg_1", Instant.ofEpochSecond(1), body);
    headers.put("webhook-id", "msg_1.1");
    headers.put("webhook-timestamp", "1795255200");

    Verdict verdict =
        StandardWebhookVerifier.of(List.of(OLD))
            .verify(sent(headers, "{}".getBytes(StandardCharsets.UTF_8)), NOW);

    assertThat(verdict).isEqualTo(new Refused(Reason.MALFORMED));
  }

  @Test
  void verify_headersOfBothFamilies_areNotMixed() {
    Map<String, String> headers =
        StandardWebhookSigner.of(List.of(OLD)).headers("msg_1", NOW, BODY);
    headers.put("svix-id", "msg_2");

    assertThat(StandardWebhookVerifier.of(List.of(OLD)).verify(sent(headers, BODY), NOW))
        .isInstanceOfSatisfying(
            Accepted.class, accepted -> assertThat(accepted.eventId()).isEqualTo("msg_1"));
  }

  @Test
  void verify_moreSignaturesThanAnyoneSends_isMalformed() {
    Map<String, String> headers =
        StandardWebhookSigner.of(List.of(OLD)).headers("msg_1", NOW, BODY);
    headers.merge("webhook-signature", " v1a,AAAA".repeat(20), String::concat);

    assertThat(StandardWebhookVerifier.of(List.of(OLD)).verify(sent(headers, BODY), NOW))
        .isEqualTo(new Refused(Reason.MALFORMED));
  }
}
