package io.crmkit.http.webhook;

import static io.crmkit.http.webhook.Schemes.ACCOUNT;
import static io.crmkit.http.webhook.Schemes.NOW;
import static io.crmkit.http.webhook.Schemes.RSA;
import static io.crmkit.http.webhook.Schemes.URI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.testkit.http.WebhookSignatures;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is peculiar to single providers. */
final class ProviderProofsTest {
  private static final WebhookSignatures CALLS = WebhookSignatures.to(URI, NOW);
  private static final PubSubVerifier PUB_SUB = PubSubVerifier.of(URI, ACCOUNT, Schemes::key);
  private static final GraphVerifier GRAPH =
      GraphVerifier.of(id -> id.startsWith("s") ? Optional.of("state-" + id) : Optional.empty());

  private static InboundRequest body(String body) {
    return CALLS.plain(Map.of(), body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "iss | https://accounts.google.com | https://evil.example.test",
        "iss | \"https://accounts.google.com\" | null",
        "aud | \"https://app.example.test/hooks\" | \"https://app.example.test/other\"",
        "aud | \"https://app.example.test/hooks\" | [\"https://app.example.test/hooks\",\"x\"]",
        "aud | \"https://app.example.test/hooks\" | null",
        "email | push@demo.iam | push@evil.iam",
        "email_verified | true | false",
        "email_verified | true | \"true\"",
      })
  void verify_tokenForOrBySomebodyElse_isNotForUs(String claim, String from, String to) {
    String claims = claims(NOW.getEpochSecond(), NOW.getEpochSecond() + 3600).replace(from, to);

    assertThat(claims).as(claim).contains(to);
    assertThat(PUB_SUB.verify(token(claims), NOW)).isEqualTo(new Refused(Reason.NOT_FOR_US));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 3600, -",
    "-3600, 0, -",
    "-3600, -59, -",
    "-3600, -60, TOO_OLD",
    "60, 3600, -",
    "61, 3600, FROM_THE_FUTURE",
    "-9000000000000000, 3600, -",
    "0, 9000000000000000, -",
  })
  void verify_tokenWithTimes_isJudgedWithAMinuteOfSkew(long issued, long expires, String expected) {
    long now = NOW.getEpochSecond();

    Verdict verdict = PUB_SUB.verify(token(claims(now + issued, now + expires)), NOW);

    assertThat(verdict instanceof Refused refused ? refused.reason().name() : "-")
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"iat\":1795240000", "\"exp\":1795243600"})
  void verify_tokenWithoutATime_isMalformed(String time) {
    String claims = claims(NOW.getEpochSecond(), NOW.getEpochSecond() + 3600);

    Verdict verdict = PUB_SUB.verify(token(claims.replace(time, "\"x\":1")), NOW);

    assertThat(verdict).isEqualTo(new Refused(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "RS384", "RS512", "PS256", "ES256", "EdDSA"})
  void verify_tokenThatChoosesItsAlgorithm_isMalformed(String algorithm) {
    String claims = claims(NOW.getEpochSecond(), NOW.getEpochSecond() + 3600);
    String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"k-old\"}";
    String[] signed = WebhookSignatures.token(RSA.getPrivate(), "k-old", claims).split("\\.", -1);
    String token = base64Url(header) + "." + signed[1] + "." + signed[2];

    assertThat(PUB_SUB.verify(CALLS.bearer(token, "{}"), NOW))
        .isEqualTo(new Refused(Reason.MALFORMED));
  }

  @Test
  void verify_tokenOfAnUnknownKey_isRefusedAsSuch() {
    InboundRequest unknown = CALLS.pubSub(RSA.getPrivate(), "../../etc/passwd", URI, ACCOUNT, "{}");
    PubSubVerifier withCurve =
        PubSubVerifier.of(URI, ACCOUNT, id -> Optional.of(Schemes.EC.getPublic()));

    assertThat(PUB_SUB.verify(unknown, NOW)).isEqualTo(new Refused(Reason.UNKNOWN_KEY));
    assertThat(withCurve.verify(unknown, NOW)).isEqualTo(new Refused(Reason.UNKNOWN_KEY));
  }

  @Test
  void verify_keysThatCannotBeHad_saysSo() {
    PubSubVerifier verifier =
        PubSubVerifier.of(
            URI,
            ACCOUNT,
            id -> {
              throw new IllegalStateException("no keys");
            });
    InboundRequest call = CALLS.pubSub(RSA.getPrivate(), "k", URI, ACCOUNT, "{}");

    assertThatIllegalStateException()
        .isThrownBy(() -> verifier.verify(call, NOW))
        .withMessage("no keys");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Bearer", "Bearer a.b", "Bearer ..", "Bearer a.b.c.d.e", "Basic a.b.c", "x"})
  void verify_authorizationThatIsNoToken_isMalformed(String value) {
    InboundRequest call = CALLS.plain(Map.of("Authorization", value), "{}");

    assertThat(PUB_SUB.verify(call, NOW)).isEqualTo(new Refused(Reason.MALFORMED));
  }

  @Test
  void verify_tokenOfEndlessNesting_isMalformed() {
    String token = base64Url("[".repeat(5000)) + ".e30.AA";

    assertThat(PUB_SUB.verify(CALLS.bearer(token, "{}"), NOW))
        .isEqualTo(new Refused(Reason.MALFORMED));
  }

  @Test
  void pubSubOf_blankAudience_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PubSubVerifier.of("", ACCOUNT, Schemes::key));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PubSubVerifier.of(URI, " ", Schemes::key));
  }

  private static InboundRequest token(String claims) {
    return CALLS.bearer(WebhookSignatures.token(RSA.getPrivate(), "k-old", claims), "{}");
  }

  private static String claims(long issued, long expires) {
    return ("{\"iss\":\"https://accounts.google.com\",\"aud\":\"%s\",\"email\":\"%s\","
            + "\"email_verified\":true,\"iat\":%d,\"exp\":%d}")
        .formatted(URI, ACCOUNT, issued, expires);
  }

  private static String base64Url(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"value\":[{\"subscriptionId\":\"s1\",\"clientState\":\"state-s1\"},{\"subscriptionId\":\"s2\",\"clientState\":\"state-s2\"}]} | -",
        "{\"value\":[{\"subscriptionId\":\"gone\"},{\"subscriptionId\":\"s2\",\"clientState\":\"state-s2\"}]} | -",
        "{\"value\":[{\"subscriptionId\":\"s1\",\"clientState\":\"state-s2\"}]} | WRONG_SIGNATURE",
        "{\"value\":[{\"subscriptionId\":\"s1\",\"clientState\":\"state-s1\"},{\"subscriptionId\":\"s2\",\"clientState\":\"\"}]} | WRONG_SIGNATURE",
        "{\"value\":[{\"subscriptionId\":\"s1\"}]} | MISSING_SIGNATURE",
        "{\"value\":[{\"subscriptionId\":\"s1\",\"clientState\":null}]} | MISSING_SIGNATURE",
        "{\"value\":[{\"subscriptionId\":\"gone\",\"clientState\":\"x\"}]} | UNKNOWN_KEY",
        "{\"value\":[]} | UNKNOWN_KEY",
        "{\"value\":[{\"clientState\":\"state-s1\"}]} | MALFORMED",
        "{\"value\":[{\"subscriptionId\":1}]} | MALFORMED",
        "{\"value\":[3]} | MALFORMED",
        "{\"value\":{}} | MALFORMED",
        "[] | MALFORMED",
        "{ | MALFORMED",
        "{\"value\":[],\"value\":[]} | MALFORMED",
      })
  void verify_notificationsOfGraph_areJudgedTogether(String json, String expected) {
    Verdict verdict = GRAPH.verify(body(json), NOW);

    assertThat(verdict instanceof Refused refused ? refused.reason().name() : "-")
        .isEqualTo(expected);
  }

  @Test
  void verify_emptyStateKept_letsNobodyIn() {
    GraphVerifier forgotten = GraphVerifier.of(id -> Optional.of(""));

    assertThat(forgotten.verify(CALLS.graph("s1", ""), NOW))
        .isEqualTo(new Refused(Reason.UNKNOWN_KEY));
  }

  @ParameterizedTest
  @CsvSource({
    "validationToken=Validation%3A+a%2Fb%3D%3D, Validation: a/b==",
    "a=b&validationToken=x, x",
    "validationToken=%C3%A9, é",
    "validationToken=, ''",
    "validationToken=%zz,",
    "validationToken=a&validationToken=b,",
    "validationtoken=a,",
    "x=validationToken=a,",
    "'',",
  })
  void validationToken_handshake_isTheDecodedToken(String query, String expected) {
    InboundRequest call = InboundRequest.of("POST", URI + "?" + query, Map.of(), new byte[0]);

    assertThat(GraphVerifier.validationToken(call)).isEqualTo(Optional.ofNullable(expected));
  }

  @Test
  void validationToken_hugeOrNoQuery_isEmpty() {
    InboundRequest huge =
        InboundRequest.of(
            "POST", URI + "?validationToken=" + "a".repeat(10_000), Map.of(), new byte[0]);

    assertThat(GraphVerifier.validationToken(huge)).isEmpty();
    assertThat(GraphVerifier.validationToken(body("{}"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1795240000", "1795240000123"})
  void verify_vapiInSecondsOrMilliseconds_isAccepted(String time) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("key".getBytes(StandardCharsets.UTF_8), "x"));
    byte[] signature = mac.doFinal((time + ".{}").getBytes(StandardCharsets.UTF_8));
    InboundRequest call =
        CALLS.plain(
            Map.of("X-Timestamp", time, "X-Signature", HexFormat.of().formatHex(signature)), "{}");

    assertThat(VapiVerifier.hmac(List.of("key")).verify(call, NOW)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "Bearer key, true",
    "bearer key, true",
    "'Bearer  key ', true",
    "Bearer KEY, false",
    "Bearer ke, false",
    "Bearer keyy, false",
    "Bearer, false",
    "Basic key, false",
    "key, false",
  })
  void verify_bearer_isTheWholeSecretAndNothingElse(String value, boolean isRight) {
    Verdict verdict =
        SharedSecretVerifier.bearer(List.of("key"))
            .verify(CALLS.plain(Map.of("authorization", value), ""), NOW);

    assertThat(verdict instanceof Accepted).isEqualTo(isRight);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"notif_token\":\"t1\"} | -",
        "notif_token=t1 | -",
        "{\"notif_token\":\"t2\"} | WRONG_SIGNATURE",
        "{\"notif_token\":[\"t1\"]} | MISSING_SIGNATURE",
        "{\"notif_token\":null} | MISSING_SIGNATURE",
        "{\"notif_token\":\"\"} | MISSING_SIGNATURE",
        "notif_token=t1&notif_token=t1 | WRONG_SIGNATURE",
        "notif_token | MISSING_SIGNATURE",
        "notif_token=%zz | MALFORMED",
        "{\"notif_token\":\"t1\" | MALFORMED",
        "{\"notif_token\":\"t1\",\"notif_token\":\"t1\"} | MALFORMED",
      })
  void verify_tokenInTheBody_isTheOneOfThePayment(String body, String expected) {
    Verdict verdict = BodyTokenVerifier.orangeWebPayment(List.of("t1")).verify(body(body), NOW);

    assertThat(verdict instanceof Refused refused ? refused.reason().name() : "-")
        .isEqualTo(expected);
  }

  @Test
  void sendGridOf_keyOfAnotherKind_isRefused() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    KeyPair p384 = generator.generateKeyPair();

    for (String key : List.of(Schemes.spki(p384), Schemes.spki(RSA), "AAAA", "%%%")) {
      assertThatIllegalArgumentException().isThrownBy(() -> SendGridVerifier.of(List.of(key)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAYCAQACAQA=", "AAAA", "", "MAA="})
  void verify_signatureOfNothing_isRefused(String signature) {
    SendGridVerifier verifier = SendGridVerifier.of(List.of(Schemes.spki(Schemes.EC)));
    InboundRequest call =
        CALLS.plain(
            Map.of(
                "X-Twilio-Email-Event-Webhook-Signature",
                signature,
                "X-Twilio-Email-Event-Webhook-Timestamp",
                "1795240000"),
            "[]");

    assertThat(verifier.verify(call, NOW)).isInstanceOf(Refused.class);
  }

  @Test
  void verify_curveSignaturesByChance_areRefused() {
    Random random = new Random(7);
    SendGridVerifier sendGrid = SendGridVerifier.of(List.of(Schemes.spki(Schemes.EC)));
    StandardWebhookVerifier standard =
        StandardWebhookVerifier.of(List.of(Schemes.whpk(Schemes.ED25519)));

    for (int i = 0; i < 300; i++) {
      byte[] raw = new byte[random.nextInt(4) == 0 ? random.nextInt(100) : 64];
      random.nextBytes(raw);
      byte[] der = new byte[72];
      random.nextBytes(der);
      System.arraycopy(new byte[] {0x30, 70, 2, 33}, 0, der, 0, 4);
      System.arraycopy(new byte[] {2, 33}, 0, der, 37, 2);
      InboundRequest call =
          CALLS.plain(
              Map.of(
                  "X-Twilio-Email-Event-Webhook-Signature",
                  Base64.getEncoder().encodeToString(der),
                  "X-Twilio-Email-Event-Webhook-Timestamp",
                  "1795240000",
                  "webhook-id",
                  "m",
                  "webhook-timestamp",
                  "1795240000",
                  "webhook-signature",
                  "v1a," + Base64.getEncoder().encodeToString(raw)),
              "[]");

      assertThat(sendGrid.verify(call, NOW)).isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
      assertThat(standard.verify(call, NOW)).isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
    }
  }
}
