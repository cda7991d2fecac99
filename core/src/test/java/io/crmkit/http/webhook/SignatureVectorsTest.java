package io.crmkit.http.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.record.Json;
import io.crmkit.testkit.Corpus;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.PublicKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures computed elsewhere: those of the corpus, and those of the providers' pages. */
final class SignatureVectorsTest {
  private static final Instant MOMENT = Instant.ofEpochSecond(1_795_240_010);
  private static final Instant PAID = Instant.ofEpochSecond(1_790_000_000);
  private static final String STRIPE_A = "whsec_test_vector_alpha_0001";
  private static final String STRIPE_BODY =
      "{\"id\":\"evt_tv_0001\",\"object\":\"event\",\"type\":\"payment_intent.succeeded\",\"created\":1790000000,\"livemode\":false,\"data\":{\"object\":{\"id\":\"pi_tv_0001\",\"object\":\"payment_intent\",\"amount\":12500,\"currency\":\"xof\",\"status\":\"succeeded\",\"metadata\":{\"order_id\":\"ORD-1001\"}}}}";
  private static final String STRIPE_V1_A =
      "27b341afc1057f2ae00c80c77e806ed177793fbacfd47e5294a25b8273bfeb99";
  private static final String STRIPE_V1_B =
      "8f026640d0f2ad52ad362d7c67d42d490a55f5c4007612253c8a4590909b872e";
  private static final String WAVE_A = "wave_sn_WHS_testvectoralpha0001";
  private static final String WAVE_BODY =
      "{\"id\":\"EV_tv0001\",\"type\":\"checkout.session.completed\",\"data\":{\"id\":\"cos-tv0001\",\"amount\":\"12500\",\"checkout_status\":\"complete\",\"client_reference\":\"ORD-1001\",\"currency\":\"XOF\",\"payment_status\":\"succeeded\",\"transaction_id\":\"TTV0001\",\"when_completed\":\"2026-09-21T14:13:20Z\"}}";
  private static final String WAVE_ACCENTS =
      "{\"id\":\"EV_tv0002\",\"type\":\"checkout.session.completed\",\"data\":{\"id\":\"cos-tv0002\",\"amount\":\"5000\",\"currency\":\"XOF\",\"payment_status\":\"succeeded\",\"checkout_status\":\"complete\",\"client_reference\":\"CMD-été-1\",\"business_name\":\"Boutique Thé — Dakar\"}}";
  private static final String SONATEL_BODY =
      "{\"amount\":{\"value\":12500,\"unit\":\"XOF\"},\"partner\":{\"idType\":\"CODE\",\"id\":\"123456\"},\"customer\":{\"idType\":\"MSISDN\",\"id\":\"770000000\"},\"reference\":\"ORD-1001\",\"type\":\"MERCHANT_PAYMENT\",\"channel\":\"MAXIT\",\"transactionId\":\"MP260921.1413.A00001\",\"status\":\"SUCCESS\",\"metadata\":{\"orderId\":\"ORD-1001\"}}";

  /** Reads one vector of the file; without it the test is skipped. */
  private static Map<?, ?> vector(String name) throws Exception {
    byte[] file = Files.readAllBytes(Corpus.path("../specs/vectors/signature-vectors.json"));
    return (Map<?, ?>) ((Map<?, ?>) Json.read(file)).get(name);
  }

  private static String text(Map<?, ?> vector, String key) {
    return (String) vector.get(key);
  }

  private static InboundRequest call(
      String method, String uri, Map<String, String> headers, String body) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return InboundRequest.of(method, uri, all, body.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubspot_v1", "hubspot_v2", "hubspot_v3", "hubspot_v3_query"})
  void verify_vectorOfHubSpot_isAccepted(String name) throws Exception {
    Map<?, ?> vector = vector(name);
    List<String> secrets = List.of(text(vector, "clientSecret"));
    boolean isQuery = name.endsWith("_query");
    InboundRequest call =
        call(
            isQuery ? "GET" : "POST",
            isQuery ? text(vector, "uriAsReceived") : "https://app.example.test/hooks/hubspot",
            Map.of(
                text(vector, "header"),
                text(vector, "expected"),
                "X-HubSpot-Request-Timestamp",
                "1795240000000"),
            text(vector, "body"));
    WebhookVerifier verifier =
        switch (name) {
          case "hubspot_v1" -> HubSpotVerifier.v1(secrets);
          case "hubspot_v2" -> HubSpotVerifier.v2(secrets);
          default -> HubSpotVerifier.v3(secrets);
        };

    assertThat(verifier.verify(call, MOMENT)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "https://x.test/a%3Ab | https://x.test/a%3Ab",
        "https://x.test/?a%3ab%3A%2f%40 | https://x.test/?a:b:/@",
        "https://x.test/?%21%24%27%28%29%2a%2C%3b%3F | https://x.test/?!$'()*,;?",
        "https://x.test/?a%20b%26c%3D%253A | https://x.test/?a%20b%26c%3D%253A",
        "https://x.test/?%3 | https://x.test/?%3",
        "https://x.test/?% | https://x.test/?%",
        "https://x.test/?%zz%3A | https://x.test/?%zz:",
        "https://x.test/%3A?%3A?%3A | https://x.test/%3A?:?:",
        "https://x.test | https://x.test"
      })
  void signedUri_escapes_someAreUndoneInTheQueryOnly(String received, String signed) {
    assertThat(HubSpotVerifier.signedUri(received)).isEqualTo(signed);
  }

  @Test
  void verify_vectorOfSendGrid_isAcceptedWithItsLineEnd() throws Exception {
    Map<?, ?> vector = vector("sendgrid_event");
    SendGridVerifier verifier = SendGridVerifier.of(List.of(text(vector, "publicKeyBase64Spki")));
    Map<String, String> headers =
        Map.of(
            text(vector, "header"),
            text(vector, "validSignature"),
            "X-Twilio-Email-Event-Webhook-Timestamp",
            text(vector, "timestamp"));
    String body = text(vector, "body");

    assertThat(verifier.verify(call("POST", "", headers, body), MOMENT))
        .isEqualTo(new Accepted(null, Instant.ofEpochSecond(1_795_240_002)));
    assertThat(verifier.verify(call("POST", "", headers, body.strip()), MOMENT))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"expected", "rotationHeaderExample"})
  void verify_vectorOfSvix_isAccepted(String signature) throws Exception {
    Map<?, ?> vector = vector("svix");
    StandardWebhookVerifier verifier = StandardWebhookVerifier.of(List.of(text(vector, "secret")));
    Map<String, String> headers =
        Map.of(
            "svix-id",
            text(vector, "id"),
            "svix-timestamp",
            text(vector, "timestamp"),
            "svix-signature",
            text(vector, signature));

    InboundRequest call = call("POST", "", headers, text(vector, "body"));

    assertThat(verifier.verify(call, MOMENT))
        .isEqualTo(new Accepted(text(vector, "id"), Instant.ofEpochSecond(1_795_240_003)));
    assertThat(verifier.verify(call, Instant.ofEpochSecond(1_795_240_304)))
        .isEqualTo(new Refused(Reason.TOO_OLD));
    assertThat(verifier.verify(call, Instant.ofEpochSecond(1_795_239_702)))
        .isEqualTo(new Refused(Reason.FROM_THE_FUTURE));
    assertThat(verifier.verify(call("POST", "", headers, text(vector, "body") + " "), MOMENT))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }

  @Test
  void verify_vectorOfVapi_isAccepted() throws Exception {
    Map<?, ?> vector = vector("vapi_hmac_default");
    VapiVerifier verifier = VapiVerifier.hmac(List.of(text(vector, "secretKey")));
    InboundRequest call =
        call(
            "POST",
            "",
            Map.of(
                text(vector, "signatureHeader"),
                text(vector, "expected"),
                text(vector, "timestampHeader"),
                text(vector, "timestamp")),
            text(vector, "body"));

    assertThat(verifier.verify(call, MOMENT))
        .isEqualTo(new Accepted(null, Instant.ofEpochSecond(1_795_240_004)));
  }

  @Test
  void verify_vectorOfPubSub_isAcceptedForItsAudienceUntilItExpires() throws Exception {
    Map<?, ?> vector = vector("pubsub_oidc");
    JWKSet google = JWKSet.parse(Json.write(vector.get("jwks")));
    InboundRequest call =
        call("POST", "", Map.of("Authorization", "Bearer " + text(vector, "token")), "{}");
    String account = text(vector, "serviceAccountEmail");
    PubSubVerifier verifier =
        PubSubVerifier.of(text(vector, "audience"), account, id -> key(google, id));

    assertThat(verifier.verify(call, Instant.ofEpochSecond(1_795_240_030)))
        .isEqualTo(new Accepted(null, Instant.ofEpochSecond(1_795_240_000)));
    assertThat(verifier.verify(call, Instant.ofEpochSecond(1_795_243_661)))
        .isEqualTo(new Refused(Reason.TOO_OLD));
    assertThat(
            PubSubVerifier.of("https://evil.example.test", account, id -> key(google, id))
                .verify(call, Instant.ofEpochSecond(1_795_240_030)))
        .isEqualTo(new Refused(Reason.NOT_FOR_US));
  }

  private static Optional<PublicKey> key(JWKSet keys, String id) {
    try {
      return Optional.of(keys.getKeyByKeyId(id).toRSAKey().toPublicKey());
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Verdict stamped(
      StampedVerifier verifier, String header, String value, String body) {
    return verifier.verify(call("POST", "", Map.of(header, value), body), PAID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "t=1790000000,v1=" + STRIPE_V1_A + " -",
        "t=1790000000,v1=" + STRIPE_V1_B + ",v1=" + STRIPE_V1_A + ",v0=00 -",
        "t=1790000000,v1=zz,v1=" + STRIPE_V1_A + " -",
        "t=1790000000,v1=" + STRIPE_V1_B + " WRONG_SIGNATURE",
        "t=1790000000,v1=5a6bab95ae0bcda80a1025e3bfa03d835b4ac0496329855a55bd36041cc77143 WRONG_SIGNATURE",
        "t=1790000000,v1=6a8d2523fd72d047dc5f369f64b77548ac8d67e314bae340173a7913850b60b7 WRONG_SIGNATURE",
        "t=1790000001,v1=" + STRIPE_V1_A + " WRONG_SIGNATURE",
        "t=1790000000,v0=" + STRIPE_V1_A + " MISSING_SIGNATURE",
        "t=1790000000 MISSING_SIGNATURE",
        "v1=" + STRIPE_V1_A + " MALFORMED",
        "t=1790000000,t=1790000000,v1=" + STRIPE_V1_A + " MALFORMED",
        "t=,v1=" + STRIPE_V1_A + " MALFORMED",
        "t=+1790000000,v1=" + STRIPE_V1_A + " MALFORMED",
        "t=99999999999999999999,v1=" + STRIPE_V1_A + " MALFORMED",
        "t=1790000000;v1=" + STRIPE_V1_A + " MALFORMED",
        ", MALFORMED",
      })
  void verify_vectorsOfStripe_areJudgedAsItsPageSays(String header, String expected) {
    StampedVerifier verifier = StampedVerifier.stripe(List.of(STRIPE_A));

    Verdict verdict = stamped(verifier, "Stripe-Signature", header, STRIPE_BODY);

    assertThat(verdict)
        .isEqualTo(
            expected.equals("-")
                ? new Accepted(null, PAID)
                : new Refused(Reason.valueOf(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "e311c01e03f2011e7ead1ec721bd18301bdef0acddca85c608dbb305cfe37a6c, true",
    "ebbdaf82066892cdba2478924c6cf9b9cc00f5ce582809b2f8f77b0663a16865, true",
    "E311C01E03F2011E7EAD1EC721BD18301BDEF0ACDDCA85C608DBB305CFE37A6C, true",
    "6692e3fe5b6081c30016711652382368dd2adde2175599a76f937f915cb86bf2, false",
    "d77af9a8e212c473937feb1cb39ab5b4fae54746cc22e40ca600d8e3489259f9, false",
  })
  void verify_vectorsOfWave_areJudgedAsItsPageSays(String signature, boolean isRight) {
    StampedVerifier verifier =
        StampedVerifier.wave(List.of(WAVE_A, "wave_sn_WHS_testvectorbeta0002"));

    Verdict verdict =
        stamped(verifier, "Wave-Signature", "t=1790000000, v1=" + signature, WAVE_BODY);

    assertThat(verdict instanceof Accepted).isEqualTo(isRight);
  }

  @Test
  void verify_vectorOfWaveWithAccents_isAccepted() {
    String header =
        "t=1790000000,v1=7f1716f2221adfdf545d487a867fb35c53c4a2ba831f1ec276f2d54a16ef2e07";

    Verdict verdict =
        stamped(StampedVerifier.wave(List.of(WAVE_A)), "Wave-Signature", header, WAVE_ACCENTS);

    assertThat(verdict).isEqualTo(new Accepted(null, PAID));
  }

  @ParameterizedTest
  @CsvSource({
    "256c5c9b7b8c1b6eb810892f03857502d0f0f1c987112c32423c6ada1e373e94, true",
    "19a69e6793ecbf8285029bd9dea4e0f6abe456cba756e8a32f274c9c0c377423, false",
    "3b661b81b1c81da6ed9e92f2d8a60f910d124dcbcce513f95e3daa95302be6c9, false",
  })
  void verify_vectorsOfSonatel_areJudgedAsItsPageSays(String signature, boolean isRight) {
    StampedVerifier verifier =
        StampedVerifier.sonatel(List.of("om_endpoint_secret_testvector_0001"));

    Verdict verdict =
        stamped(verifier, "X-Sonatel-Signature", "t=1790000000,v1=" + signature, SONATEL_BODY);

    assertThat(verdict instanceof Accepted).isEqualTo(isRight);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\":{\"hash\":\"%s\"}}",
        " {\"data\":{\"hash\":\"%s\",\"invoice\":{}},\"x\":[1]}",
        "data[hash]=%s&data[invoice][token]=t",
        "a=b&data%%5Bhash%%5D=%s",
      })
  void verify_vectorOfPayDunya_isAcceptedInJsonAndForms(String body) {
    String hash =
        "25059ec999f59e16b3c7a04313dbfd24007fae6a5d3fd93b4c2520b96e900b9ff31d9bb606b0abe4bb525592cf7f82c01e7e5250fc89954490a2542912dcedc8";
    BodyTokenVerifier verifier = BodyTokenVerifier.payDunya(List.of("master-key-testvector-0001"));

    assertThat(verifier.verify(call("POST", "", Map.of(), body.formatted(hash)), PAID))
        .isEqualTo(new Accepted(null, null));
    assertThat(verifier.verify(call("POST", "", Map.of(), body.formatted("0" + hash)), PAID))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }
}
