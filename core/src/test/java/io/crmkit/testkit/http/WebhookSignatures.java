package io.crmkit.testkit.http;

import io.crmkit.http.webhook.InboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes calls that are signed as each provider signs them, to send to a receiver under test.
 * Written without the code that verifies them. Immutable and thread-safe.
 *
 * @since 0.1
 */
public final class WebhookSignatures {
  private static final String BEARER = "Bearer ";

  private final String uri;
  private final Instant at;

  private WebhookSignatures(String uri, Instant at) {
    this.uri = uri;
    this.at = at;
  }

  /** Signs calls to an address, with its query, at a time. */
  public static WebhookSignatures to(String uri, Instant at) {
    return new WebhookSignatures(uri, at);
  }

  /** Returns a call with these headers, signed by nobody. */
  public InboundRequest plain(Map<String, String> headers, String body) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return InboundRequest.of("POST", uri, all, utf8(body));
  }

  /** Returns a call of HubSpot, signed with version 1. */
  public InboundRequest hubSpotV1(String clientSecret, String body) {
    return plain(
        Map.of(
            "X-HubSpot-Signature-Version",
            "v1",
            "X-HubSpot-Signature",
            sha256(clientSecret + body)),
        body);
  }

  /** Returns a call of HubSpot, signed with version 2. */
  public InboundRequest hubSpotV2(String clientSecret, String body) {
    String digest = sha256(clientSecret + "POST" + uri + body);
    return plain(Map.of("X-HubSpot-Signature-Version", "v2", "X-HubSpot-Signature", digest), body);
  }

  /** Returns a call of HubSpot, signed with version 3; the address has no escapes in its query. */
  public InboundRequest hubSpotV3(String clientSecret, String body) {
    String time = Long.toString(at.toEpochMilli());
    byte[] signature = hmac(utf8(clientSecret), "POST" + uri + body + time);
    return plain(
        Map.of("X-HubSpot-Request-Timestamp", time, "X-HubSpot-Signature-v3", base64(signature)),
        body);
  }

  /**
   * Returns a call of SendGrid's event webhook.
   *
   * @param key on P-256
   */
  public InboundRequest sendGrid(PrivateKey key, String body) {
    byte[] signature = sign("SHA256withECDSA", key, seconds() + body);
    return plain(
        Map.of(
            "X-Twilio-Email-Event-Webhook-Timestamp",
            seconds(),
            "X-Twilio-Email-Event-Webhook-Signature",
            base64(signature)),
        body);
  }

  /**
   * Returns a call of Svix, or of Clerk through it.
   *
   * @param secret {@code whsec_…}
   */
  public InboundRequest svix(String secret, String id, String body) {
    return standard("svix-", id, "v1," + base64(standardHmac(secret, id, body)), body);
  }

  /**
   * Returns a call of a sender of Standard Webhooks.
   *
   * @param secret {@code whsec_…}
   */
  public InboundRequest standard(String secret, String id, String body) {
    return standard("webhook-", id, "v1," + base64(standardHmac(secret, id, body)), body);
  }

  /**
   * Returns a call of a sender of Standard Webhooks that signs with a private key.
   *
   * @param key of Ed25519
   */
  public InboundRequest standard(PrivateKey key, String id, String body) {
    byte[] signature = sign("Ed25519", key, id + "." + seconds() + "." + body);
    return standard("webhook-", id, "v1a," + base64(signature), body);
  }

  private InboundRequest standard(String family, String id, String signature, String body) {
    return plain(
        Map.of(family + "id", id, family + "timestamp", seconds(), family + "signature", signature),
        body);
  }

  private byte[] standardHmac(String secret, String id, String body) {
    byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    return hmac(key, id + "." + seconds() + "." + body);
  }

  /** Returns a call of Stripe. */
  public InboundRequest stripe(String secret, String body) {
    return stamped("Stripe-Signature", secret, ".", body);
  }

  /** Returns a call of Wave. */
  public InboundRequest wave(String secret, String body) {
    return stamped("Wave-Signature", secret, "", body);
  }

  /** Returns a call of Orange Money, as Sonatel signs it. */
  public InboundRequest sonatel(String secret, String body) {
    return stamped("X-Sonatel-Signature", secret, ",", body);
  }

  private InboundRequest stamped(String header, String secret, String separator, String body) {
    String signature = hex(hmac(utf8(secret), seconds() + separator + body));
    return plain(Map.of(header, "t=" + seconds() + ",v1=" + signature), body);
  }

  /** Returns a call of PayDunya, in JSON. */
  public InboundRequest payDunya(String masterKey, String invoiceToken) {
    String hash = hex(digest("SHA-512", masterKey));
    return plain(
        Map.of("Content-Type", "application/json"),
        "{\"data\":{\"hash\":\"%s\",\"invoice\":{\"token\":\"%s\"}}}"
            .formatted(hash, invoiceToken));
  }

  /** Returns a call of Orange Web Payment. */
  public InboundRequest orangeWebPayment(String notificationToken, String status) {
    return plain(
        Map.of("Content-Type", "application/json"),
        "{\"status\":\"%s\",\"notif_token\":\"%s\",\"txnid\":\"MP1\"}"
            .formatted(status, notificationToken));
  }

  /** Returns a call of Vapi with its HMAC credential. */
  public InboundRequest vapi(String secretKey, String body) {
    String signature = hex(hmac(utf8(secretKey), seconds() + "." + body));
    return plain(Map.of("x-signature", signature, "x-timestamp", seconds()), body);
  }

  /** Returns a call with a bearer token, as Wave and Vapi may send it. */
  public InboundRequest bearer(String secret, String body) {
    return plain(Map.of("Authorization", BEARER + secret), body);
  }

  /** Returns a notification of Microsoft Graph about one message. */
  public InboundRequest graph(String subscriptionId, String clientState) {
    return plain(
        Map.of("Content-Type", "application/json"),
        ("{\"value\":[{\"subscriptionId\":\"%s\",\"clientState\":\"%s\",\"changeType\":\"created\","
                + "\"resource\":\"Users/u1/Messages/m1\"}]}")
            .formatted(subscriptionId, clientState));
  }

  /**
   * Returns a push of Pub/Sub with a token that lasts an hour.
   *
   * @param key of RSA
   * @param keyId under which the receiver finds the public key
   */
  public InboundRequest pubSub(
      PrivateKey key, String keyId, String audience, String serviceAccount, String body) {
    String claims =
        ("{\"iss\":\"https://accounts.google.com\",\"aud\":\"%s\",\"email\":\"%s\","
                + "\"email_verified\":true,\"iat\":%d,\"exp\":%d}")
            .formatted(audience, serviceAccount, at.getEpochSecond(), at.getEpochSecond() + 3600);
    return bearer(token(key, keyId, claims), body);
  }

  /** Returns a JSON Web Token that says {@code claims}, signed with RS256. */
  public static String token(PrivateKey key, String keyId, String claims) {
    String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"" + keyId + "\"}";
    String content = base64Url(utf8(header)) + "." + base64Url(utf8(claims));
    return content + "." + base64Url(sign("SHA256withRSA", key, content));
  }

  private String seconds() {
    return Long.toString(at.getEpochSecond());
  }

  private static byte[] sign(String algorithm, PrivateKey key, String content) {
    try {
      Signature signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(utf8(content));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("the key does not sign " + algorithm, e);
    }
  }

  private static byte[] hmac(byte[] key, String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(utf8(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  private static String sha256(String content) {
    return hex(digest("SHA-256", content));
  }

  private static byte[] digest(String algorithm, String content) {
    try {
      return MessageDigest.getInstance(algorithm).digest(utf8(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
