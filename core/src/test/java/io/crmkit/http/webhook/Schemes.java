package io.crmkit.http.webhook;

import io.crmkit.testkit.http.WebhookSignatures;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every way in which a provider proves its calls, with a secret that is replaced and its successor.
 */
final class Schemes {
  static final Instant NOW = Instant.ofEpochSecond(1_795_240_000);
  static final String URI = "https://app.example.test/hooks";
  static final String BODY = "{\"id\":\"e1\",\"name\":\"Thé — Dakar\"}\r\n";
  static final String ID = "msg_1";
  static final String OLD_SECRET = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  static final String NEW_SECRET = "whsec_Hx4dHBsaGRgXFhUUExIREA8ODQwLCgkIBwYFBAMCAQA=";
  static final String ACCOUNT = "push@demo.iam.gserviceaccount.com";
  static final KeyPair RSA = keys("RSA");
  static final KeyPair OTHER_RSA = keys("RSA");
  static final KeyPair EC = keys("EC");
  static final KeyPair OTHER_EC = keys("EC");
  static final KeyPair ED25519 = keys("Ed25519");
  private static final List<String> SECRETS = List.of(NEW_SECRET, OLD_SECRET);

  private Schemes() {}

  /**
   * A scheme.
   *
   * @param carrier the header that carries the proof, or null where the body does
   * @param signer makes a call from a secret: the old, the new, or a stranger's
   */
  record Scheme(
      String name,
      @Nullable String carrier,
      Covers covers,
      WebhookVerifier verifier,
      BiFunction<Instant, Secret, InboundRequest> signer) {
    InboundRequest call() {
      return signer.apply(NOW, Secret.OLD);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** What a proof is made over. */
  enum Covers {
    NOTHING,
    BODY,
    TIME,
    BODY_AND_TIME
  }

  enum Secret {
    OLD(OLD_SECRET),
    NEW(NEW_SECRET),
    WRONG("whsec_" + "ISEhISEhISEhISEhISEhISEhISEhISEh");

    final String text;

    Secret(String text) {
      this.text = text;
    }
  }

  static Stream<Scheme> all() {
    return Stream.of(
        scheme(
            "hubspot v1",
            "X-HubSpot-Signature",
            Covers.BODY,
            HubSpotVerifier.v1(SECRETS),
            (to, s) -> to.hubSpotV1(s.text, BODY)),
        scheme(
            "hubspot v2",
            "X-HubSpot-Signature",
            Covers.BODY,
            HubSpotVerifier.v2(SECRETS),
            (to, s) -> to.hubSpotV2(s.text, BODY)),
        scheme(
            "hubspot v3",
            "X-HubSpot-Signature-v3",
            Covers.BODY_AND_TIME,
            HubSpotVerifier.v3(SECRETS),
            (to, s) -> to.hubSpotV3(s.text, BODY)),
        scheme(
            "sendgrid",
            "X-Twilio-Email-Event-Webhook-Signature",
            Covers.BODY_AND_TIME,
            SendGridVerifier.of(List.of(spki(OTHER_EC), spki(EC))),
            (to, s) ->
                to.sendGrid(
                    (s == Secret.WRONG ? keys("EC") : s == Secret.OLD ? EC : OTHER_EC).getPrivate(),
                    BODY)),
        scheme(
            "svix",
            "svix-signature",
            Covers.BODY_AND_TIME,
            StandardWebhookVerifier.of(SECRETS),
            (to, s) -> to.svix(s.text, ID, BODY)),
        scheme(
            "standard v1",
            "webhook-signature",
            Covers.BODY_AND_TIME,
            StandardWebhookVerifier.of(SECRETS),
            (to, s) -> to.standard(s.text, ID, BODY)),
        scheme(
            "standard v1a",
            "webhook-signature",
            Covers.BODY_AND_TIME,
            StandardWebhookVerifier.of(List.of(NEW_SECRET, whpk(ED25519))),
            (to, s) ->
                s == Secret.NEW
                    ? to.standard(s.text, ID, BODY)
                    : to.standard(
                        (s == Secret.WRONG ? keys("Ed25519") : ED25519).getPrivate(), ID, BODY)),
        scheme(
            "stripe",
            "Stripe-Signature",
            Covers.BODY_AND_TIME,
            StampedVerifier.stripe(SECRETS),
            (to, s) -> to.stripe(s.text, BODY)),
        scheme(
            "wave",
            "Wave-Signature",
            Covers.BODY_AND_TIME,
            StampedVerifier.wave(SECRETS),
            (to, s) -> to.wave(s.text, BODY)),
        scheme(
            "sonatel",
            "X-Sonatel-Signature",
            Covers.BODY_AND_TIME,
            StampedVerifier.sonatel(SECRETS),
            (to, s) -> to.sonatel(s.text, BODY)),
        scheme(
            "vapi hmac",
            "x-signature",
            Covers.BODY_AND_TIME,
            VapiVerifier.hmac(SECRETS),
            (to, s) -> to.vapi(s.text, BODY)),
        scheme(
            "bearer",
            "Authorization",
            Covers.NOTHING,
            SharedSecretVerifier.bearer(SECRETS),
            (to, s) -> to.bearer(s.text, BODY)),
        scheme(
            "vapi secret",
            "X-Vapi-Secret",
            Covers.NOTHING,
            SharedSecretVerifier.vapi(SECRETS),
            (to, s) -> to.plain(Map.of("x-vapi-secret", s.text), BODY)),
        scheme(
            "sonatel key",
            "Authorization",
            Covers.NOTHING,
            SharedSecretVerifier.sonatel(SECRETS),
            (to, s) -> to.plain(Map.of("Authorization", "Basic " + s.text), BODY)),
        scheme(
            "google channel",
            "X-Goog-Channel-Token",
            Covers.NOTHING,
            SharedSecretVerifier.googleChannel(SECRETS),
            (to, s) -> to.plain(Map.of("X-Goog-Channel-Token", s.text), "")),
        scheme(
            "paydunya",
            null,
            Covers.NOTHING,
            BodyTokenVerifier.payDunya(SECRETS),
            (to, s) -> to.payDunya(s.text, "t1")),
        scheme(
            "orange web payment",
            null,
            Covers.NOTHING,
            BodyTokenVerifier.orangeWebPayment(SECRETS),
            (to, s) -> to.orangeWebPayment(s.text, "SUCCESS")),
        scheme(
            "graph",
            null,
            Covers.NOTHING,
            GraphVerifier.of(Schemes::clientState),
            (to, s) -> to.graph(s == Secret.NEW ? "s-new" : "s-old", s.text)),
        scheme(
            "pub/sub",
            "Authorization",
            Covers.TIME,
            PubSubVerifier.of(URI, ACCOUNT, Schemes::key),
            (to, s) ->
                to.pubSub(
                    (s == Secret.WRONG ? keys("RSA") : s == Secret.OLD ? RSA : OTHER_RSA)
                        .getPrivate(),
                    s == Secret.NEW ? "k-new" : "k-old",
                    URI,
                    ACCOUNT,
                    BODY)));
  }

  private static Scheme scheme(
      String name,
      @Nullable String carrier,
      Covers covers,
      WebhookVerifier verifier,
      BiFunction<WebhookSignatures, Secret, InboundRequest> signer) {
    return new Scheme(
        name,
        carrier,
        covers,
        verifier,
        (at, secret) -> signer.apply(WebhookSignatures.to(URI, at), secret));
  }

  static Optional<PublicKey> key(String id) {
    return switch (id) {
      case "k-old" -> Optional.of(RSA.getPublic());
      case "k-new" -> Optional.of(OTHER_RSA.getPublic());
      default -> Optional.empty();
    };
  }

  private static Optional<String> clientState(String subscription) {
    return switch (subscription) {
      case "s-old" -> Optional.of(OLD_SECRET);
      case "s-new" -> Optional.of(NEW_SECRET);
      default -> Optional.empty();
    };
  }

  static InboundRequest with(InboundRequest request, String header, List<String> values) {
    Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
    headers.keySet().removeIf(header::equalsIgnoreCase);
    headers.put(header, values);
    return InboundRequest.of(request.method(), request.uri(), headers, request.body());
  }

  static InboundRequest with(InboundRequest request, byte[] body) {
    return InboundRequest.of(request.method(), request.uri(), request.headers(), body);
  }

  static KeyPair keys(String type) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
      if (type.equals("EC")) {
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String spki(KeyPair keys) {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  static String whpk(KeyPair keys) {
    byte[] encoded = keys.getPublic().getEncoded();
    byte[] raw = Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
    return "whpk_" + Base64.getEncoder().encodeToString(raw);
  }
}
