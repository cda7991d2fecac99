package io.crmkit.http.webhook;

import io.crmkit.http.webhook.Verdict.Accepted;
import io.crmkit.http.webhook.Verdict.Reason;
import io.crmkit.http.webhook.Verdict.Refused;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Notifications of Microsoft Graph, each proved by the {@code clientState} of its own subscription.
 * That proves neither the rest of the body nor the time: a notification is no more than a hint to
 * ask for what changed.
 *
 * <p>One call may hold notifications of several subscriptions. Those of unknown ones (a
 * subscription that has ended may still be heard of) are passed over, and so must the receiver do;
 * one wrong state refuses the call.
 *
 * @since 0.1
 */
public final class GraphVerifier implements WebhookVerifier {
  private static final String TOKEN = "validationToken=";
  private static final int LONGEST_TOKEN = 2000;

  private final Function<String, Optional<String>> clientStates;

  private GraphVerifier(Function<String, Optional<String>> clientStates) {
    this.clientStates = clientStates;
  }

  /**
   * Returns a verifier.
   *
   * @param clientStates gives the state of a subscription's id, which may be any text; called once
   *     for each notification, and what it throws goes through
   */
  public static GraphVerifier of(Function<String, Optional<String>> clientStates) {
    return new GraphVerifier(clientStates);
  }

  /**
   * Returns what to answer when Graph asks whether an address is meant for it: status 200, this
   * text as {@code text/plain}, nothing else. Empty for every other call. Anybody may ask, so it
   * must never be sent as HTML.
   */
  public static Optional<String> validationToken(InboundRequest request) {
    List<String> found =
        List.of(request.query().split("&", -1)).stream()
            .filter(pair -> pair.startsWith(TOKEN) && pair.length() <= LONGEST_TOKEN)
            .toList();
    if (found.size() != 1) {
      return Optional.empty();
    }
    try {
      String token = found.get(0).substring(TOKEN.length());
      return Optional.of(URLDecoder.decode(token, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // an escape that is none
    }
  }

  /** Accepts if at least one subscription is known, and the state of each known one is right. */
  @Override
  public Verdict verify(InboundRequest request, Instant now) {
    Object body;
    try {
      body = Json.read(request.raw());
    } catch (ValueFormatException e) {
      return new Refused(Reason.MALFORMED);
    }
    if (!(body instanceof Map<?, ?> map) || !(map.get("value") instanceof List<?> notifications)) {
      return new Refused(Reason.MALFORMED);
    }
    boolean isAnyKnown = false;
    for (Object each : notifications) {
      if (!(each instanceof Map<?, ?> notification)
          || !(notification.get("subscriptionId") instanceof String id)) {
        return new Refused(Reason.MALFORMED);
      }
      Optional<String> expected = clientStates.apply(id).filter(state -> !state.isBlank());
      if (expected.isPresent()) {
        isAnyKnown = true;
        if (!(notification.get("clientState") instanceof String sent)) {
          return new Refused(Reason.MISSING_SIGNATURE);
        }
        if (!SecretDigests.of(List.of(expected.get())).contains(sent)) {
          return new Refused(Reason.WRONG_SIGNATURE);
        }
      }
    }
    return isAnyKnown ? new Accepted(null, null) : new Refused(Reason.UNKNOWN_KEY);
  }

  @Override
  public String toString() {
    return "GraphVerifier";
  }
}
