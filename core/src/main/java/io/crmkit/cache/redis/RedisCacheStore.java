package io.crmkit.cache.redis;

import io.crmkit.cache.CacheGroup;
import io.crmkit.cache.CacheLookup;
import io.crmkit.cache.CacheStore;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store on a Redis server that all nodes share. Nodes hear of each other's removals by a channel,
 * on a connection of its own; while that is not connected the store does not answer, and once it is
 * connected again every copy counts as doubtful. It connects in the background, so that a server
 * that is down delays no start, and again by itself. Thread-safe.
 *
 * @since 0.1
 */
public final class RedisCacheStore implements CacheStore {
  private static final String LETTUCE = "io.lettuce.core.RedisClient";
  private static final HexFormat HEX = HexFormat.of();
  private static final int TOKEN = 16;
  private static final int HEADER = TOKEN + 1;
  private static final byte VALUE = 'V';

  /** A group that nobody writes to for so long is forgotten. */
  private static final Duration GROUP_LIFE = Duration.ofDays(60);

  /** The longest load that a removal can still overtake. */
  private static final Duration REMOVED_LIFE = Duration.ofMinutes(2);

  private final RedisLink link;
  private final byte[] namespace;
  private final SecureRandom random = new SecureRandom();
  private final Messages messages;

  private RedisCacheStore(RedisConfig config) {
    messages = new Messages(newToken());
    namespace = (config.namespace() + ":").getBytes(StandardCharsets.UTF_8);
    link = new RedisLink(config);
    link.open();
  }

  /**
   * Returns a store on this server. It need not be up.
   *
   * @throws IllegalStateException naming the dependency, if Lettuce is not there
   */
  public static RedisCacheStore of(RedisConfig config) {
    try {
      Class.forName(LETTUCE, false, RedisCacheStore.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "a cache on Redis needs the dependency io.lettuce:lettuce-core, which is not there", e);
    }
    return new RedisCacheStore(config);
  }

  @Override
  public CacheLookup get(CacheGroup group, String key) {
    List<byte @Nullable []> both = link.getAll(groupKey(group), entryKey(group, key));
    byte[] version = both.get(0);
    byte[] entry = both.get(1);
    if (version == null) {
      return CacheLookup.miss("/");
    }
    boolean isOfVersion =
        entry != null
            && entry.length >= HEADER
            && Arrays.equals(version, 0, version.length, entry, 0, TOKEN);
    if (!isOfVersion) {
      return CacheLookup.miss(HEX.formatHex(version) + "/");
    }
    byte[] body = Arrays.copyOfRange(entry, HEADER, entry.length);
    return entry[TOKEN] == VALUE
        ? CacheLookup.hit(body)
        : CacheLookup.miss(HEX.formatHex(version) + "/" + HEX.formatHex(body));
  }

  @Override
  public boolean put(CacheGroup group, String key, byte[] value, Duration life, String ticket) {
    int slash = ticket.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("no ticket of this store: " + ticket);
    }
    return link.run(
            Scripts.PUT,
            List.of(groupKey(group), entryKey(group, key)),
            HEX.parseHex(ticket.substring(0, slash)),
            HEX.parseHex(ticket.substring(slash + 1)),
            newToken(),
            millis(GROUP_LIFE),
            millis(life),
            value)
        == 1;
  }

  @Override
  public void remove(CacheGroup group, String key) {
    link.run(
        Scripts.REMOVE,
        List.of(groupKey(group), entryKey(group, key)),
        newToken(),
        newToken(),
        millis(GROUP_LIFE),
        millis(REMOVED_LIFE),
        link.channel(),
        messages.removed(group, key));
  }

  @Override
  public void clear(CacheGroup group) {
    link.run(
        Scripts.CLEAR,
        List.of(groupKey(group)),
        newToken(),
        millis(GROUP_LIFE),
        link.channel(),
        messages.cleared(group));
  }

  @Override
  public void listen(RemovalListener listener) {
    link.listen(message -> messages.tell(message, listener), listener::missed);
  }

  @Override
  public void close() {
    link.close();
  }

  private byte[] newToken() {
    byte[] token = new byte[TOKEN];
    random.nextBytes(token);
    return token;
  }

  private static byte[] millis(Duration span) {
    return Long.toString(Math.max(1, span.toMillis())).getBytes(StandardCharsets.US_ASCII);
  }

  private byte[] groupKey(CacheGroup group) {
    return key(group.cache() + ":" + group.organization());
  }

  private byte[] entryKey(CacheGroup group, String key) {
    return key(group.cache() + ":" + group.organization() + ":" + key);
  }

  private byte[] key(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    byte[] key = Arrays.copyOf(namespace, namespace.length + bytes.length);
    System.arraycopy(bytes, 0, key, namespace.length, bytes.length);
    return key;
  }
}
