package io.crmkit.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How one cache keeps what it is given. Immutable.
 *
 * @param <V> what is cached; as several threads get the same object, it should be immutable
 * @since 0.1
 */
public final class CacheConfig<V> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9_.-]{0,63}");
  private static final Duration LONGEST = Duration.ofDays(30);

  private final String name;
  private final Duration life;
  private final Duration absentLife;
  private final long maximum;
  private final @Nullable ToIntFunction<V> weigher;
  private final @Nullable Codec<V> codec;
  private final int maximumBytes;
  private final @Nullable CacheLoader<V> loader;
  private final List<CacheRule> rules;

  private CacheConfig(Builder<V> builder) {
    name = builder.name;
    life = builder.life;
    absentLife = builder.absentLife;
    maximum = builder.maximum;
    weigher = builder.weigher;
    codec = builder.codec;
    maximumBytes = builder.maximumBytes;
    loader = builder.loader;
    rules = List.copyOf(builder.rules);
  }

  /**
   * Turns values into bytes and back, for the second level. The bytes may have been written by
   * another release; what can no longer be read is loaded again.
   */
  record Codec<V>(Function<V, byte[]> encode, Function<byte[], V> decode) {}

  /** Starts collecting the settings of a cache of this name. */
  public static <V> Builder<V> builder(String name) {
    return new Builder<>(name);
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  /** Returns how long a value is kept. */
  public Duration life() {
    return life;
  }

  /** Returns how long it is kept that there is no value. Zero if it is not kept. */
  public Duration absentLife() {
    return absentLife;
  }

  /** Returns what events do to the cache, in the order in which they apply. */
  public List<CacheRule> rules() {
    return rules;
  }

  long maximum() {
    return maximum;
  }

  @Nullable ToIntFunction<V> weigher() {
    return weigher;
  }

  @Nullable Codec<V> codec() {
    return codec;
  }

  int maximumBytes() {
    return maximumBytes;
  }

  @Nullable CacheLoader<V> loader() {
    return loader;
  }

  @Override
  public String toString() {
    return "CacheConfig[" + name + ", life " + life + ", absent " + absentLife + "]";
  }

  /**
   * Collects settings. Not thread-safe.
   *
   * @param <V> what is cached
   */
  public static final class Builder<V> {
    private final String name;
    private final List<CacheRule> rules = new ArrayList<>();
    private Duration life = Duration.ofMinutes(5);
    private Duration absentLife = Duration.ofMinutes(1);
    private long maximum = 10_000;
    private @Nullable ToIntFunction<V> weigher;
    private @Nullable Codec<V> codec;
    private int maximumBytes = 1 << 20;
    private @Nullable CacheLoader<V> loader;

    private Builder(String name) {
      this.name = name;
    }

    /** Sets how long a value is kept, at most 30 days. Default: 5 minutes. */
    public Builder<V> life(Duration time) {
      this.life = time;
      return this;
    }

    /**
     * Sets how long it is kept that there is no value, at most 30 days. Zero keeps no absence.
     * Default: 1 minute.
     */
    public Builder<V> absentLife(Duration time) {
      this.absentLife = time;
      return this;
    }

    /** Sets the most entries in process, over all organizations. Default: 10,000. */
    public Builder<V> maximumEntries(long entries) {
      this.maximum = entries;
      this.weigher = null;
      return this;
    }

    /**
     * Limits the sum of weights in process instead of the number, over all organizations. Default:
     * the number counts.
     *
     * @param weight the most
     * @param weigher the weight of a value, 1 at least; an absent one weighs 1
     */
    public Builder<V> maximumWeight(long weight, ToIntFunction<V> weigher) {
      this.maximum = weight;
      this.weigher = weigher;
      return this;
    }

    /**
     * Lets values go to the second level, if the caches have one. Default: they stay in process.
     *
     * @param encode a value as bytes
     * @param decode the value of such bytes; it throws if it cannot read them
     */
    public Builder<V> codec(Function<V, byte[]> encode, Function<byte[], V> decode) {
      this.codec = new Codec<>(encode, decode);
      return this;
    }

    /**
     * Sets the most bytes of a value that goes to the second level; a larger one stays in process.
     * Default: 1 MiB.
     */
    public Builder<V> maximumBytes(int bytes) {
      this.maximumBytes = bytes;
      return this;
    }

    /**
     * Sets what brings a value where the caller names nothing else. Default: none; rules that
     * update need one.
     */
    public Builder<V> loader(CacheLoader<V> usual) {
      this.loader = usual;
      return this;
    }

    /** Adds what events do to the cache. Default: nothing; then only time ends a value. */
    public Builder<V> rules(CacheRule... more) {
      rules.addAll(List.of(more));
      return this;
    }

    /**
     * Returns the settings.
     *
     * @throws IllegalArgumentException naming all that are wrong
     */
    public CacheConfig<V> build() {
      List<String> wrong = new ArrayList<>();
      if (!NAME.matcher(name).matches()) {
        wrong.add("name must match " + NAME);
      }
      if (life.isZero() || life.isNegative() || life.compareTo(LONGEST) > 0) {
        wrong.add("life must be positive and at most 30 days");
      }
      if (absentLife.isNegative() || absentLife.compareTo(LONGEST) > 0) {
        wrong.add("absentLife must be at least 0 and at most 30 days");
      }
      if (maximum <= 0) {
        wrong.add("maximumEntries or maximumWeight must be positive");
      }
      if (maximumBytes <= 0) {
        wrong.add("maximumBytes must be positive");
      }
      if (loader == null
          && rules.stream().anyMatch(rule -> rule.action() == CacheRule.Action.UPDATE)) {
        wrong.add("loader is needed by a rule that updates");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("cache " + name + ": " + String.join("; ", wrong));
      }
      return new CacheConfig<>(this);
    }
  }
}
