package io.crmkit.http.webhook;

import io.crmkit.access.Grants;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A provider that calls, how its calls are proved and read, and what is done with them. Immutable.
 *
 * <p>What is found in a call is found once its proof holds. A function that throws {@link
 * ValueFormatException} says that the call cannot be read, and it is refused; whatever else one
 * throws reaches the receiver.
 *
 * @since 0.1
 */
public final class InboundSource {
  private static final Pattern PROVIDER = Pattern.compile("[a-z][a-z0-9-]{0,29}");

  private final String provider;
  private final WebhookVerifier verifier;
  private final WebhookHandler handler;
  private final Function<InboundRequest, Optional<String>> eventId;
  private final Function<InboundRequest, Optional<UUID>> organization;
  private final Function<InboundRequest, Optional<String>> handshake;
  private final Set<String> secretHeaders;
  private final Grants grants;

  private InboundSource(Builder builder) {
    this.provider = builder.provider;
    this.verifier = builder.verifier;
    this.handler = builder.handler;
    this.eventId = builder.eventId;
    this.organization = builder.organization;
    this.handshake = builder.handshake;
    this.secretHeaders = Set.copyOf(builder.secretHeaders);
    this.grants = builder.grants;
  }

  /**
   * Starts collecting what is known of a provider.
   *
   * @param provider its name in the address that it calls, such as {@code stripe}: 1 to 30
   *     lower-case letters, digits and hyphens
   */
  public static Builder builder(String provider, WebhookVerifier verifier, WebhookHandler handler) {
    return new Builder(provider, verifier, handler);
  }

  /** Returns the name of the provider. */
  public String provider() {
    return provider;
  }

  WebhookVerifier verifier() {
    return verifier;
  }

  WebhookHandler handler() {
    return handler;
  }

  Optional<String> eventId(InboundRequest request) {
    return eventId.apply(request);
  }

  Optional<UUID> organization(InboundRequest request) {
    return organization.apply(request);
  }

  Optional<String> handshake(InboundRequest request) {
    return handshake.apply(request);
  }

  /** Returns the names, in any case, of headers that are kept though they look like secrets. */
  Set<String> secretHeaders() {
    Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    names.addAll(secretHeaders);
    return names;
  }

  Grants grants() {
    return grants;
  }

  @Override
  public String toString() {
    return "InboundSource[" + provider + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final String provider;
    private final WebhookVerifier verifier;
    private final WebhookHandler handler;
    private final List<String> secretHeaders = new ArrayList<>();
    private Function<InboundRequest, Optional<String>> eventId = request -> Optional.empty();
    private Function<InboundRequest, Optional<UUID>> organization = request -> Optional.empty();
    private Function<InboundRequest, Optional<String>> handshake = request -> Optional.empty();
    private Grants grants = Grants.none();

    private Builder(String provider, WebhookVerifier verifier, WebhookHandler handler) {
      this.provider = Objects.requireNonNull(provider, "provider");
      this.verifier = Objects.requireNonNull(verifier, "verifier");
      this.handler = Objects.requireNonNull(handler, "handler");
    }

    /**
     * Sets how a call is named whose proof names none, so that each is kept once. It must be the
     * same at every delivery of one event. Default: the SHA-256 of the body, which is kept twice if
     * the provider changes anything when it repeats itself.
     */
    public Builder eventId(Function<InboundRequest, Optional<String>> name) {
      this.eventId = name;
      return this;
    }

    /**
     * Takes the name of a call from its body, a JSON object: {@code eventIdAt("id")} or {@code
     * eventIdAt("data", "id")}. A body that is none is refused as malformed.
     */
    public Builder eventIdAt(String... path) {
      List<String> steps = List.of(path);
      return eventId(request -> at(Json.read(request.raw()), steps));
    }

    private static Optional<String> at(
        @org.jspecify.annotations.Nullable Object body, List<String> path) {
      Object found = body;
      for (String step : path) {
        found = found instanceof Map<?, ?> map ? map.get(step) : null;
      }
      return found instanceof String || found instanceof Number
          ? Optional.of(found.toString())
          : Optional.empty();
    }

    /**
     * Sets whom a call is about. It must answer at once; the handler may find out later what takes
     * longer. An organization that is not there counts as none. Default: nobody knows.
     */
    public Builder organization(Function<InboundRequest, Optional<UUID>> owner) {
      this.organization = owner;
      return this;
    }

    /**
     * Sets what answers a call that only asks whether this address is meant for it, such as {@link
     * GraphVerifier#validationToken}. Anybody may ask: no proof is looked at. Default: nothing.
     */
    public Builder handshake(Function<InboundRequest, Optional<String>> answer) {
      this.handshake = answer;
      return this;
    }

    /**
     * Adds headers that are kept though they may hold secrets. Default: those are left out whose
     * name has to do with authorization, cookies, keys, passwords, secrets or tokens.
     */
    public Builder secretHeaders(String... names) {
      secretHeaders.addAll(List.of(names));
      return this;
    }

    /** Sets what the handler may do with records. Default: nothing. */
    public Builder grants(Grants rights) {
      this.grants = rights;
      return this;
    }

    /**
     * Makes the source.
     *
     * @throws IllegalArgumentException if the provider's name is none
     */
    public InboundSource build() {
      if (!PROVIDER.matcher(provider).matches()) {
        throw new IllegalArgumentException("the name of a provider must match " + PROVIDER);
      }
      return new InboundSource(this);
    }
  }
}
