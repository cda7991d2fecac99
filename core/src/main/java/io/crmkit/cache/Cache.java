package io.crmkit.cache;

import io.crmkit.record.Event;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was loaded, and that there was nothing, for a time or until it is invalidated. Callers who
 * miss the same key at once share one load; other keys are not held up by it. A load that an
 * invalidation overtook is still answered to those who waited for it, and not kept. A caller never
 * hears of a second level that is down.
 *
 * <p>No organization sees what was loaded for another. Events reach a cache shortly after their
 * commit: who must read its own write invalidates first. Thread-safe.
 *
 * @param <V> what is cached
 * @since 0.1
 */
public final class Cache<V> {
  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);
  private static final int LONGEST_KEY = 1_000;

  private final CacheConfig<V> config;
  private final @Nullable SecondLevel second;
  private final Clock clock;
  private final Counters counters = new Counters();
  private final NearLevel<V> near;
  private final ConcurrentHashMap<NearLevel.Key, Flight<V>> flights = new ConcurrentHashMap<>();
  private volatile boolean isClosed;

  Cache(CacheConfig<V> config, @Nullable SecondLevel second, Clock clock, LongSupplier nanos) {
    this.config = config;
    this.second = config.codec() == null ? null : second;
    this.clock = clock;
    this.near = new NearLevel<>(config, nanos, counters);
  }

  /**
   * Returns the value of a key, loaded by the loader of the configuration if it is not here.
   *
   * @throws IllegalStateException if the configuration has no loader
   * @throws IllegalArgumentException if the key is empty, longer than 1,000 characters or no text
   */
  public Optional<V> get(UUID organization, String key) {
    CacheLoader<V> loader = config.loader();
    if (loader == null) {
      throw new IllegalStateException("the cache " + config.name() + " has no loader of its own");
    }
    return get(organization, key, loader);
  }

  /**
   * Returns the value of a key, loaded by {@code loader} if it is not here. What the loader throws
   * reaches the caller, and all who waited for it.
   *
   * @throws IllegalArgumentException if the key is empty, longer than 1,000 characters or no text
   * @throws IllegalStateException if the loader asks for the key that it loads
   */
  public Optional<V> get(UUID organization, String key, CacheLoader<V> loader) {
    NearLevel.Key at = new NearLevel.Key(organization, key);
    NearLevel.Kept<V> kept = near.find(at);
    if (kept != null && !isClosed) {
      counters.nearHits.increment();
      return kept.value();
    }
    requireText(key);
    if (isClosed) {
      return loader.load(organization, key); // no event would tell when it ends
    }
    Flight<V> mine = new Flight<>(near.generation(organization));
    Flight<V> others = flights.putIfAbsent(at, mine);
    if (others != null) {
      counters.misses.increment();
      return others.await();
    }
    try {
      Optional<V> value = find(at, mine, loader);
      mine.complete(value);
      return value;
    } catch (RuntimeException | Error e) {
      mine.fail(e);
      throw e;
    } finally {
      flights.remove(at, mine);
    }
  }

  private static void requireText(String key) {
    if (key.isEmpty() || key.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "a key has 1 to " + LONGEST_KEY + " characters, not " + key.length());
    }
    // half a pair has no bytes of its own: two such keys would meet in the second level
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(key)) {
      throw new IllegalArgumentException("a key must be text, without half a surrogate pair");
    }
  }

  private Optional<V> find(NearLevel.Key at, Flight<V> mine, CacheLoader<V> loader) {
    NearLevel.Kept<V> landed = near.find(at); // between the first look and the take-off
    if (landed != null) {
      counters.nearHits.increment();
      return landed.value();
    }
    CacheLookup found = lookUp(at);
    if (found != null && found.value() != null) {
      Envelope.Content<V> content = open(found.value());
      if (content != null) {
        counters.storeHits.increment();
        keep(at, mine, content.value(), content.life());
        return content.value();
      }
      found = replace(at);
    }
    counters.misses.increment();
    Optional<V> value = load(at, loader);
    Duration life = value.isPresent() ? config.life() : config.absentLife();
    if (!life.isZero() && keep(at, mine, value, life)) {
      mine.complete(value); // the second level is no concern of those who wait
      if (found != null && found.value() == null) {
        store(at, value, life, found.ticket());
      }
    }
    return value;
  }

  private Optional<V> load(NearLevel.Key at, CacheLoader<V> loader) {
    counters.loads.increment();
    try {
      return Objects.requireNonNull(
          loader.load(at.organization(), at.key()), "a loader returns empty, never null");
    } catch (RuntimeException | Error e) {
      counters.loadFailures.increment();
      throw e;
    }
  }

  private boolean keep(NearLevel.Key at, Flight<V> mine, Optional<V> value, Duration life) {
    NearLevel.Kept<V> kept = new NearLevel.Kept<>(value, life, mine.generation());
    return mine.land(() -> near.keep(at, kept));
  }

  private CacheGroup group(UUID organization) {
    return new CacheGroup(config.name(), organization);
  }

  private @Nullable CacheLookup lookUp(NearLevel.Key at) {
    return second == null ? null : second.find(group(at.organization()), at.key(), counters);
  }

  private Envelope.@Nullable Content<V> open(byte[] sealed) {
    CacheConfig.Codec<V> codec = Objects.requireNonNull(config.codec());
    try {
      return Envelope.open(sealed, config, codec, clock.instant());
    } catch (RuntimeException e) {
      counters.storeFailures.increment();
      LOG.warn("the cache {} cannot read a value of its second level: {}", config.name(), said(e));
      return null;
    }
  }

  /** The class only, as a message may repeat the value. */
  private static String said(RuntimeException e) {
    return e.getClass().getName();
  }

  /** Makes room for a new value in the place of one that is of no use. */
  private @Nullable CacheLookup replace(NearLevel.Key at) {
    if (second != null) {
      second.remove(group(at.organization()), at.key(), counters);
    }
    return lookUp(at);
  }

  private void store(NearLevel.Key at, Optional<V> value, Duration life, String ticket) {
    Function<V, byte[]> encode = Objects.requireNonNull(config.codec()).encode();
    byte[] sealed;
    try {
      sealed = Envelope.seal(value.map(encode).orElse(null), clock.instant().plus(life));
    } catch (RuntimeException e) {
      LOG.warn("the cache {} cannot encode a value: {}", config.name(), said(e));
      return;
    }
    if (second != null && sealed.length <= config.maximumBytes()) {
      second.put(group(at.organization()), at.key(), sealed, life, ticket, counters);
    }
  }

  /** Forgets one key, on every level and every node. Returns once no reader here finds it. */
  public void invalidate(UUID organization, String key) {
    if (second != null) {
      second.remove(group(organization), key, counters); // first: who reads it now is overtaken
    }
    drop(organization, key);
  }

  /** Forgets all keys of an organization, on every level and every node. */
  public void clear(UUID organization) {
    if (second != null) {
      second.clear(group(organization), counters);
    }
    dropAll(organization);
  }

  /** Returns what this cache has done so far. */
  public CacheStatistics statistics() {
    return counters.snapshot(config.name());
  }

  /** Forgets a key in process. */
  void drop(UUID organization, String key) {
    NearLevel.Key at = new NearLevel.Key(organization, key);
    Flight<V> flight = flights.remove(at);
    if (flight != null) {
      flight.overtake();
    }
    near.drop(at);
  }

  /** Forgets all keys of an organization in process. */
  void dropAll(UUID organization) {
    near.dropAll(organization);
    flights.forEach(
        (at, flight) -> {
          if (at.organization().equals(organization) && flights.remove(at, flight)) {
            flight.overtake();
          }
        });
  }

  /** Forgets everything in process. */
  void dropEverything() {
    flights.forEach(
        (at, flight) -> {
          if (flights.remove(at, flight)) {
            flight.overtake();
          }
        });
    near.dropEverything();
  }

  void close() {
    isClosed = true;
    dropEverything();
  }

  /** Applies the rules. One that fails costs its organization the whole cache, and no more. */
  void apply(Event event, Executor updates) {
    for (CacheRule rule : config.rules()) {
      if (rule.hears(event)) {
        try {
          apply(rule, event, updates);
        } catch (RuntimeException e) {
          LOG.warn(
              "a rule of the cache {} failed at {} {}; all of its organization is forgotten",
              config.name(),
              event.action(),
              event.id(),
              e);
          clear(event.organizationId());
        }
      }
    }
  }

  private void apply(CacheRule rule, Event event, Executor updates) {
    UUID organization = event.organizationId();
    Function<Event, @Nullable String> keyOf = rule.key();
    if (keyOf == null) {
      clear(organization);
      return;
    }
    String key = keyOf.apply(event);
    if (key != null) {
      requireText(key);
      invalidate(organization, key);
      if (rule.action() == CacheRule.Action.UPDATE) {
        updates.execute(() -> update(organization, key));
      }
    }
  }

  private void update(UUID organization, String key) {
    try {
      get(organization, key);
    } catch (RuntimeException e) {
      LOG.warn("the cache {} could not load again; the next reader will", config.name(), e);
    }
  }
}
