package io.crmkit.http.webhook;

import static io.crmkit.http.webhook.Schemes.BODY;
import static io.crmkit.http.webhook.Schemes.NOW;
import static io.crmkit.http.webhook.Schemes.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.http.webhook.Schemes.Covers;
import io.crmkit.http.webhook.Schemes.Scheme;
import io.crmkit.http.webhook.Schemes.Secret;
import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.testkit.http.WebhookSignatures;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WebhookVerifierTest {
  static Stream<Scheme> schemes() {
    return Schemes.all();
  }

  /** Those whose proof is made over the body. */
  static Stream<Scheme> signing() {
    return Schemes.all()
        .filter(each -> each.covers() == Covers.BODY || each.covers() == Covers.BODY_AND_TIME);
  }

  static Stream<Scheme> dating() {
    return Schemes.all().filter(each -> each.covers() == Covers.BODY_AND_TIME);
  }

  static Stream<Scheme> inHeaders() {
    return Schemes.all().filter(each -> each.carrier() != null);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_ownCallUnderEitherSecret_isAccepted(Scheme scheme) {
    Verdict old = scheme.verifier().verify(scheme.call(), NOW);
    Verdict current = scheme.verifier().verify(scheme.signer().apply(NOW, Secret.NEW), NOW);

    boolean isTimed = scheme.covers() == Covers.TIME || scheme.covers() == Covers.BODY_AND_TIME;
    assertThat(old)
        .isInstanceOfSatisfying(
            Accepted.class,
            accepted -> assertThat(accepted.signedAt()).isEqualTo(isTimed ? NOW : null));
    assertThat(current).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_strangersSecret_isRefused(Scheme scheme) {
    InboundRequest forged = scheme.signer().apply(NOW, Secret.WRONG);

    assertThat(scheme.verifier().verify(forged, NOW))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }

  @ParameterizedTest
  @MethodSource("signing")
  void verify_otherBodyUnderTheSameProof_isRefused(Scheme scheme) {
    for (String body : List.of("", BODY.strip(), BODY + " ", BODY.replace("é", "e"))) {
      InboundRequest altered = with(scheme.call(), body.getBytes(StandardCharsets.UTF_8));

      assertThat(scheme.verifier().verify(altered, NOW))
          .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
    }
  }

  @ParameterizedTest
  @MethodSource("dating")
  void verify_tooOldOrAhead_isRefused(Scheme scheme) {
    InboundRequest call = scheme.call();

    assertThat(scheme.verifier().verify(call, NOW.plusSeconds(300))).isInstanceOf(Accepted.class);
    assertThat(scheme.verifier().verify(call, NOW.minusSeconds(300))).isInstanceOf(Accepted.class);
    assertThat(scheme.verifier().verify(call, NOW.plusSeconds(301)))
        .isEqualTo(new Refused(Reason.TOO_OLD));
    assertThat(scheme.verifier().verify(call, NOW.minusSeconds(301)))
        .isEqualTo(new Refused(Reason.FROM_THE_FUTURE));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_noProof_isRefused(Scheme scheme) {
    InboundRequest bare =
        InboundRequest.of("POST", Schemes.URI, Map.of(), "{}".getBytes(StandardCharsets.UTF_8));

    assertThat(scheme.verifier().verify(bare, NOW)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @MethodSource("inHeaders")
  void verify_blankProof_isMissing(Scheme scheme) {
    InboundRequest blank = with(scheme.call(), scheme.carrier(), List.of(" "));

    assertThat(scheme.verifier().verify(blank, NOW))
        .isEqualTo(new Refused(Reason.MISSING_SIGNATURE));
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_headerInAnotherCase_isAccepted(Scheme scheme) {
    Map<String, List<String>> shouted = new LinkedHashMap<>();
    scheme
        .call()
        .headers()
        .forEach((name, values) -> shouted.put(name.toUpperCase(Locale.ROOT), values));
    InboundRequest call = InboundRequest.of("POST", Schemes.URI, shouted, scheme.call().body());

    assertThat(scheme.verifier().verify(call, NOW)).isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @MethodSource("inHeaders")
  void verify_proofTwice_isRefusedUnlessItIsAList(Scheme scheme) {
    String proof = scheme.call().header(scheme.carrier()).orElseThrow();

    InboundRequest twice = with(scheme.call(), scheme.carrier(), List.of(proof, proof));

    boolean isList = scheme.verifier() instanceof StandardWebhookVerifier;
    assertThat(scheme.verifier().verify(twice, NOW) instanceof Accepted).isEqualTo(isList);
  }

  @ParameterizedTest
  @MethodSource("inHeaders")
  void verify_giganticHeader_isRefused(Scheme scheme) {
    for (String value :
        List.of("a".repeat(1_000_000), "v1,AAAA ".repeat(100_000), "v1=00,".repeat(100_000))) {
      InboundRequest huge = with(scheme.call(), scheme.carrier(), List.of(value));

      assertThat(scheme.verifier().verify(huge, NOW)).isInstanceOf(Refused.class);
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_chance_isRefusedAndNeverThrows(Scheme scheme) {
    Random random = new Random(42);
    InboundRequest call = scheme.call();
    boolean isOverBody = signing().anyMatch(each -> each.name().equals(scheme.name()));
    List<String> names = new ArrayList<>(call.headers().keySet());

    for (int i = 0; i < 400; i++) {
      InboundRequest hostile = with(call, hostileBody(random, call.body()));
      for (String name : names) {
        if (random.nextInt(3) > 0) {
          String proof = call.header(name).orElseThrow();
          List<String> values = new ArrayList<>(List.of(hostileText(random, proof)));
          if (random.nextInt(10) == 0) {
            values.add(hostileText(random, proof));
          }
          hostile = with(hostile, name, values);
        }
      }

      Verdict verdict = scheme.verifier().verify(hostile, NOW);

      // What was changed is then nothing that the proof depends on.
      if (scheme.carrier() != null && verdict instanceof Accepted) {
        assertThat(hostile.header(scheme.carrier())).isEqualTo(call.header(scheme.carrier()));
      }
      if (isOverBody && verdict instanceof Accepted) {
        assertThat(hostile.body()).isEqualTo(call.body());
      }
      assertThat(verdict).isNotNull();
    }
  }

  private static byte[] hostileBody(Random random, byte[] body) {
    byte[] bytes = random.nextBoolean() ? body.clone() : new byte[random.nextInt(300)];
    if (bytes.length > 0 && random.nextBoolean()) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
    } else {
      random.nextBytes(bytes);
    }
    return bytes;
  }

  private static String hostileText(Random random, String proof) {
    return switch (random.nextInt(7)) {
      case 0 -> "";
      case 1 -> proof.substring(0, random.nextInt(proof.length()));
      case 2 -> proof.substring(0, proof.length() / 2) + "\u0000\uD800%zz" + proof;
      case 3 -> new StringBuilder(proof).reverse() + "=";
      case 4 -> "9".repeat(1 + random.nextInt(40));
      case 5 -> "-" + proof;
      default -> {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        yield new String(bytes, StandardCharsets.ISO_8859_1);
      }
    };
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void verify_manyAtOnce_isJudgedTheSame(Scheme scheme) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      Callable<Verdict> call = () -> scheme.verifier().verify(scheme.call(), NOW);

      assertThat(threads.invokeAll(Collections.nCopies(20, call)))
          .allSatisfy(verdict -> assertThat(verdict.get()).isInstanceOf(Accepted.class));
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("schemes")
  void toString_showsNoSecret(Scheme scheme) {
    assertThat(scheme.verifier().toString())
        .isEqualTo(scheme.verifier().getClass().getSimpleName());
  }

  static Stream<Function<List<String>, WebhookVerifier>> factories() {
    return Stream.of(
        HubSpotVerifier::v1,
        HubSpotVerifier::v2,
        HubSpotVerifier::v3,
        SendGridVerifier::of,
        StandardWebhookVerifier::of,
        StampedVerifier::stripe,
        StampedVerifier::wave,
        StampedVerifier::sonatel,
        VapiVerifier::hmac,
        SharedSecretVerifier::bearer,
        SharedSecretVerifier::vapi,
        SharedSecretVerifier::sonatel,
        SharedSecretVerifier::googleChannel,
        BodyTokenVerifier::payDunya,
        BodyTokenVerifier::orangeWebPayment);
  }

  @ParameterizedTest
  @MethodSource("factories")
  void of_noSecretOrAnEmptyOne_isRefused(Function<List<String>, WebhookVerifier> factory) {
    assertThatIllegalArgumentException().isThrownBy(() -> factory.apply(List.of()));
    assertThatIllegalArgumentException().isThrownBy(() -> factory.apply(List.of("")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> factory.apply(List.of(Schemes.OLD_SECRET, " ")));
  }

  static Stream<Function<Duration, WebhookVerifier>> limits() {
    List<String> secrets = List.of(Schemes.OLD_SECRET);
    return Stream.of(
        HubSpotVerifier.v3(secrets)::within,
        SendGridVerifier.of(List.of(Schemes.spki(Schemes.EC)))::within,
        StandardWebhookVerifier.of(secrets)::within,
        StampedVerifier.stripe(secrets)::within,
        VapiVerifier.hmac(secrets)::within,
        PubSubVerifier.of("a", "b", Schemes::key)::within);
  }

  @ParameterizedTest
  @MethodSource("limits")
  void within_noneOrTooLong_isRefused(Function<Duration, WebhookVerifier> within) {
    for (Duration age : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofDays(31))) {
      assertThatIllegalArgumentException().isThrownBy(() -> within.apply(age));
    }
  }

  @Test
  void within_twoDays_letsARepeatedDeliveryIn() {
    SendGridVerifier verifier = SendGridVerifier.of(List.of(Schemes.spki(Schemes.EC)));
    Scheme scheme =
        Schemes.all().filter(each -> each.name().equals("sendgrid")).findAny().orElseThrow();
    Instant tomorrow = NOW.plus(Duration.ofDays(1));

    Verdict strict = verifier.verify(scheme.call(), tomorrow);
    Verdict lenient = verifier.within(Duration.ofDays(2)).verify(scheme.call(), tomorrow);

    assertThat(strict).isEqualTo(new Refused(Reason.TOO_OLD));
    assertThat(lenient).isEqualTo(new Accepted(null, NOW));
  }

  @Test
  void and_twoProofs_needsBoth() {
    List<String> secrets = List.of(Schemes.OLD_SECRET);
    WebhookVerifier both =
        StampedVerifier.sonatel(secrets).and(SharedSecretVerifier.sonatel(List.of("key")));
    InboundRequest signed =
        WebhookSignatures.to(Schemes.URI, NOW).sonatel(Schemes.OLD_SECRET, BODY);

    assertThat(both.verify(with(signed, "Authorization", List.of("Basic key")), NOW))
        .isEqualTo(new Accepted(null, NOW));
    assertThat(both.verify(with(signed, "Authorization", List.of("Basic other")), NOW))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
    assertThat(both.verify(signed, NOW)).isEqualTo(new Refused(Reason.MISSING_SIGNATURE));
    assertThat(
            both.verify(
                with(with(signed, new byte[0]), "Authorization", List.of("Basic key")), NOW))
        .isEqualTo(new Refused(Reason.WRONG_SIGNATURE));
  }
}
