package io.crmkit.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crmkit.engine.KeyRing;
import io.crmkit.error.UnauthenticatedException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Access tokens: JWT signed with HS256 under a key derived from the key ring, named by its id. The
 * algorithm, type, issuer and audience are fixed; a token that says otherwise does not count.
 */
final class Tokens {
  private static final String ISSUER = "crmkit";
  private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");

  private final KeyRing keys;
  private final SecureRandom random = new SecureRandom();

  /** What an access token says. */
  record Claims(UUID user, UUID organization, UUID session, Instant expiresAt) {}

  Tokens(KeyRing keys) {
    this.keys = keys;
  }

  String sign(Claims claims, Instant now) {
    String keyId = keys.currentKeyId();
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(keyId).build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(ISSUER)
                .subject(claims.user().toString())
                .claim("org", claims.organization().toString())
                .claim("sid", claims.session().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(claims.expiresAt()))
                .build());
    try {
      jwt.sign(new MACSigner(signingKey(keyId)));
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot sign an access token", e);
    }
    return jwt.serialize();
  }

  /**
   * Returns what a token says, if it was signed here and has not expired.
   *
   * @throws UnauthenticatedException otherwise
   */
  Claims verify(String token, Instant now) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      JWSHeader header = jwt.getHeader();
      String keyId = header.getKeyID();
      boolean isOurs =
          JWSAlgorithm.HS256.equals(header.getAlgorithm())
              && TYPE.equals(header.getType())
              && keyId != null
              && jwt.verify(new MACVerifier(signingKey(keyId)));
      if (isOurs) {
        JWTClaimsSet claims = jwt.getJWTClaimsSet();
        Instant expiresAt = claims.getExpirationTime().toInstant();
        boolean counts =
            ISSUER.equals(claims.getIssuer())
                && claims.getAudience().contains(ISSUER)
                && now.isBefore(expiresAt);
        if (counts) {
          return new Claims(
              UUID.fromString(claims.getSubject()),
              UUID.fromString(claims.getStringClaim("org")),
              UUID.fromString(claims.getStringClaim("sid")),
              expiresAt);
        }
        throw new UnauthenticatedException("TOKEN_EXPIRED", "the access token has expired");
      }
    } catch (ParseException | JOSEException | IllegalArgumentException | NullPointerException e) {
      throw new UnauthenticatedException("INVALID_TOKEN", "the access token does not count");
    }
    throw new UnauthenticatedException("INVALID_TOKEN", "the access token does not count");
  }

  /** Returns a fresh secret of 256 bits. */
  String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns the digest under which a secret is kept. */
  static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns a text that only who holds the keys can make for this session. */
  String antiForgery(UUID session) {
    byte[] code = derived(keys.currentKeyId(), "crmkit anti-forgery " + session);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
  }

  private byte[] signingKey(String keyId) {
    return derived(keyId, "crmkit access token");
  }

  private byte[] derived(String keyId, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(keys.key(keyId), "HmacSHA256"));
      return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
