package io.crmkit.cache.redis;

/**
 * What runs inside the server at once. A group has a version, drawn at random and never used again.
 * An entry begins with the version that it was written under, then {@code V} and the value, or
 * {@code R} and a random word for the removal; under another version than the present one it counts
 * as not there. So a group is cleared by a new version, whatever it holds, and a put can tell
 * whether anything was removed since its ticket was given.
 */
final class Scripts {
  /**
   * KEYS: group, entry. ARGV: version and removal of the ticket, empty where there was none;
   * version to use for a new group; life of the group; life of the entry; value.
   */
  static final String PUT =
      """
      local version = redis.call('GET', KEYS[1]) or ''
      local head = redis.call('GETRANGE', KEYS[2], 0, 32)
      local removal = ''
      if version ~= '' and string.sub(head, 1, 16) == version then
        if string.sub(head, 17, 17) == 'V' then return 0 end
        removal = string.sub(head, 18, 33)
      end
      if version ~= ARGV[1] or removal ~= ARGV[2] then return 0 end
      if version == '' then version = ARGV[3] end
      redis.call('SET', KEYS[1], version, 'PX', ARGV[4])
      redis.call('SET', KEYS[2], version .. 'V' .. ARGV[6], 'PX', ARGV[5])
      return 1
      """;

  /**
   * KEYS: group, entry. ARGV: version to use for a new group; word of the removal; life of the
   * group; life of the removal; channel; message.
   */
  static final String REMOVE =
      """
      local version = redis.call('GET', KEYS[1]) or ARGV[1]
      redis.call('SET', KEYS[1], version, 'PX', ARGV[3])
      redis.call('SET', KEYS[2], version .. 'R' .. ARGV[2], 'PX', ARGV[4])
      redis.call('PUBLISH', ARGV[5], ARGV[6])
      return 1
      """;

  /** KEYS: group. ARGV: new version; life of the group; channel; message. */
  static final String CLEAR =
      """
      redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
      redis.call('PUBLISH', ARGV[3], ARGV[4])
      return 1
      """;

  private Scripts() {}
}
