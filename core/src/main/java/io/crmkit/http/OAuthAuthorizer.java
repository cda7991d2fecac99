package io.crmkit.http;

import io.crmkit.error.ProviderException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Bearer tokens that are fetched anew a minute before they expire, or when the provider refuses
 * them. However many calls need new ones at once, they are fetched once, and all get these or the
 * same failure. Thread-safe.
 *
 * <p>Once the provider has refused to give new tokens, every call fails with {@link
 * ProviderException#AUTH} and nothing is asked any more, until {@link #replace} brings tokens of a
 * new consent. A token endpoint that is merely down fails as any provider does, and is asked again.
 *
 * @since 0.1
 */
public final class OAuthAuthorizer implements Authorizer {
  private static final Duration EARLY = Duration.ofMinutes(1);

  private final String provider;
  private final TokenSource source;
  private final Consumer<OAuthTokens> store;
  private final Clock clock;
  private final Object lock = new Object();
  private OAuthTokens tokens;
  private Instant renewAt;
  private @Nullable OAuthTokens unstored;
  private @Nullable ProviderException dead;
  private @Nullable CompletableFuture<OAuthTokens> underway;

  /**
   * Begins with tokens as they were stored.
   *
   * @param provider the name for errors
   * @param store keeps new tokens; called before they are used. If it throws, the call fails and
   *     the next one stores the same tokens, as the provider may give no others for the old ones
   */
  public OAuthAuthorizer(
      String provider,
      OAuthTokens tokens,
      TokenSource source,
      Consumer<OAuthTokens> store,
      Clock clock) {
    this.provider = provider;
    this.tokens = tokens;
    this.renewAt = tokens.expiresAt().minus(EARLY);
    this.source = source;
    this.store = store;
    this.clock = clock;
  }

  /** Goes on with tokens of a new consent, which are stored already. */
  public void replace(OAuthTokens fresh) {
    synchronized (lock) {
      tokens = fresh;
      renewAt = fresh.expiresAt().minus(EARLY);
      unstored = null;
      dead = null;
      underway = null;
    }
  }

  @Override
  public Map<String, String> headers() {
    return bearer(current(null));
  }

  @Override
  public boolean renew(Map<String, String> refused) {
    return !bearer(current(refused)).equals(refused);
  }

  private static Map<String, String> bearer(OAuthTokens tokens) {
    return Map.of("Authorization", "Bearer " + tokens.accessToken());
  }

  /** Returns tokens that have not expired and are not those refused. */
  private OAuthTokens current(@Nullable Map<String, String> refused) {
    CompletableFuture<OAuthTokens> flight;
    boolean leads = false;
    OAuthTokens old;
    synchronized (lock) {
      old = tokens;
      if (!bearer(old).equals(refused) && clock.instant().isBefore(renewAt)) {
        return old;
      }
      if (dead != null) {
        throw dead;
      }
      flight = underway;
      if (flight == null) {
        flight = new CompletableFuture<>();
        underway = flight;
        leads = true;
      }
    }
    if (leads) {
      fetch(old, flight);
    }
    return await(flight);
  }

  private void fetch(OAuthTokens old, CompletableFuture<OAuthTokens> flight) {
    OAuthTokens fresh = null;
    Throwable failure = null;
    try {
      fresh = stored(old, flight);
    } catch (RuntimeException | Error e) {
      failure = e instanceof ProviderException refused && isRefusal(refused) ? ended(refused) : e;
    }
    synchronized (lock) {
      if (flight == underway) { // else they were replaced meanwhile
        underway = null;
        if (fresh != null) {
          tokens = fresh;
          renewAt = renewalOf(fresh);
        }
        dead =
            failure instanceof ProviderException gone && gone.code().equals(ProviderException.AUTH)
                ? gone
                : null;
      }
    }
    if (failure == null) {
      flight.complete(fresh);
    } else {
      flight.completeExceptionally(failure);
    }
  }

  /** Of a life shorter than some minutes, a minute would be too much. */
  private Instant renewalOf(OAuthTokens fresh) {
    Duration quarter = Duration.between(clock.instant(), fresh.expiresAt()).dividedBy(4);
    return fresh.expiresAt().minus(quarter.compareTo(EARLY) < 0 ? quarter : EARLY);
  }

  /** Fetches new tokens, unless those of the last time could not be stored. */
  private OAuthTokens stored(OAuthTokens old, CompletableFuture<OAuthTokens> flight) {
    OAuthTokens fresh;
    synchronized (lock) {
      fresh = unstored;
    }
    if (fresh == null) {
      fresh = source.fetch(old);
      synchronized (lock) {
        if (flight != underway) {
          return tokens; // of a new consent, beside which these are worth nothing
        }
        unstored = fresh;
      }
    }
    store.accept(fresh);
    synchronized (lock) {
      unstored = null;
    }
    return fresh;
  }

  private static boolean isRefusal(ProviderException e) {
    return e.code().equals(ProviderException.REFUSED) || e.code().equals(ProviderException.AUTH);
  }

  private ProviderException ended(ProviderException cause) {
    return ProviderException.of(ProviderException.AUTH, provider, "no new tokens are given")
        .status(cause.status())
        .requestId(cause.requestId())
        .providerCode(cause.providerCode())
        .cause(cause)
        .build();
  }

  private OAuthTokens await(CompletableFuture<OAuthTokens> flight) {
    try {
      return flight.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProviderException.of(ProviderException.UNAVAILABLE, provider, "interrupted")
          .mayRetry(true)
          .cause(e)
          .build();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    }
  }

  /** Shows no token. */
  @Override
  public String toString() {
    return "OAuth tokens of " + provider;
  }
}
