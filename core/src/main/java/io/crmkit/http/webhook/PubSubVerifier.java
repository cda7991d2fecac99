package io.crmkit.http.webhook;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Pushes of Google Cloud Pub/Sub, such as Gmail's: a token of Google's in {@code Authorization:
 * Bearer}, signed with RS256 and nothing else, for our audience and of our service account. The
 * token does not cover the body: a push is no more than a hint to ask Gmail what changed.
 *
 * @since 0.1
 */
public final class PubSubVerifier implements WebhookVerifier {
  private static final String BEARER = "Bearer ";
  private static final int LONGEST_TOKEN = 8192;
  private static final Set<String> ISSUERS =
      Set.of("https://accounts.google.com", "accounts.google.com");

  private final String audience;
  private final String serviceAccount;
  private final Function<String, Optional<PublicKey>> keys;
  private final AgeLimit skew;

  private PubSubVerifier(
      String audience,
      String serviceAccount,
      Function<String, Optional<PublicKey>> keys,
      AgeLimit skew) {
    this.audience = audience;
    this.serviceAccount = serviceAccount;
    this.keys = keys;
    this.skew = skew;
  }

  /**
   * Returns a verifier.
   *
   * @param audience as set in the subscription; where none is set, the address pushed to
   * @param serviceAccount e-mail address of the account that the subscription pushes as
   * @param keys gives Google's key for an id, which may be any text; asked once for each call, and
   *     what it throws goes through
   * @throws IllegalArgumentException if a text is blank
   */
  public static PubSubVerifier of(
      String audience, String serviceAccount, Function<String, Optional<PublicKey>> keys) {
    if (audience.isBlank() || serviceAccount.isBlank()) {
      throw new IllegalArgumentException("the audience or the service account is blank");
    }
    AgeLimit minute = new AgeLimit(Duration.ofMinutes(1));
    return new PubSubVerifier(audience, serviceAccount, keys, minute);
  }

  /**
   * Returns this verifier for clocks that differ by more or less from Google's. Default: 1 minute.
   *
   * @throws IllegalArgumentException unless it is positive and at most 30 days
   */
  public PubSubVerifier within(Duration skew) {
    return new PubSubVerifier(audience, serviceAccount, keys, new AgeLimit(skew));
  }

  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Optional<String> header = request.header("Authorization");
    if (header.isEmpty()) {
      return new Refused(Reason.MISSING_SIGNATURE);
    }
    String sent = header.get();
    boolean isBearer = sent.regionMatches(true, 0, BEARER, 0, BEARER.length());
    if (!isBearer || sent.length() > LONGEST_TOKEN) {
      return new Refused(Reason.MALFORMED);
    }
    SignedJWT token;
    JWTClaimsSet claims;
    try {
      token = SignedJWT.parse(sent.substring(BEARER.length()).strip());
      claims = token.getJWTClaimsSet();
    } catch (ParseException | IllegalArgumentException e) {
      return new Refused(Reason.MALFORMED);
    }
    // The token must not choose how it is judged.
    boolean isReadable =
        JWSAlgorithm.RS256.equals(token.getHeader().getAlgorithm())
            && token.getHeader().getKeyID() != null
            && claims.getExpirationTime() != null
            && claims.getIssueTime() != null;
    if (!isReadable) {
      return new Refused(Reason.MALFORMED);
    }
    Optional<PublicKey> key = keys.apply(token.getHeader().getKeyID());
    if (key.isEmpty() || !(key.get() instanceof RSAPublicKey rsa)) {
      return new Refused(Reason.UNKNOWN_KEY);
    }
    if (!isSigned(token, rsa)) {
      return new Refused(Reason.WRONG_SIGNATURE);
    }
    return isForUs(claims)
        ? judge(claims.getIssueTime().toInstant(), claims.getExpirationTime().toInstant(), now)
        : new Refused(Reason.NOT_FOR_US);
  }

  private static boolean isSigned(SignedJWT token, RSAPublicKey key) {
    try {
      return token.verify(new RSASSAVerifier(key));
    } catch (JOSEException e) {
      return false; // what was sent is no signature at all
    }
  }

  private boolean isForUs(JWTClaimsSet claims) {
    return ISSUERS.contains(String.valueOf(claims.getIssuer()))
        && claims.getAudience().equals(List.of(audience))
        && serviceAccount.equals(claims.getClaim("email"))
        && Boolean.TRUE.equals(claims.getClaim("email_verified"));
  }

  private Verdict judge(Instant issued, Instant expires, Instant now) {
    if (!expires.plus(skew.most()).isAfter(now)) {
      return new Refused(Reason.TOO_OLD);
    }
    return issued.minus(skew.most()).isAfter(now)
        ? new Refused(Reason.FROM_THE_FUTURE)
        : new Accepted(null, issued);
  }

  @Override
  public String toString() {
    return "PubSubVerifier";
  }
}
