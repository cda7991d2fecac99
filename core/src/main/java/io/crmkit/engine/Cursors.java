package io.crmkit.engine;

import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Json;
import io.crmkit.record.ValueFormatException;
import io.crmkit.storage.Position;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Writes positions as opaque texts that nobody can forge or use for another query. The key is the
 * store's own, so that cursors outlive the process and hold on every node.
 */
final class Cursors {
  private static final int TAG_BYTES = 16;

  /** Has the key, and is only copied. */
  private final Mac keyed;

  Cursors(byte[] secret) {
    try {
      keyed = Mac.getInstance("HmacSHA256");
      keyed.init(new SecretKeySpec(secret, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }

  /** Writes a position, bound to {@code query}: everything that the position belongs to. */
  String write(Position position, String query) {
    List<@Nullable Object> parts = new ArrayList<>();
    parts.add(position.id().toString());
    for (Object part : position.keys()) {
      parts.add(part instanceof UUID id ? List.of(id.toString()) : part);
    }
    byte[] body = Json.write(parts).getBytes(StandardCharsets.UTF_8);
    byte[] tag = tag(body, query);
    byte[] both = new byte[TAG_BYTES + body.length];
    System.arraycopy(tag, 0, both, 0, TAG_BYTES);
    System.arraycopy(body, 0, both, TAG_BYTES, body.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(both);
  }

  /**
   * Reads a position that was written for the same query.
   *
   * @throws InvalidRequestException with code {@code INVALID_CURSOR}
   */
  Position read(String cursor, String query) {
    try {
      byte[] both = Base64.getUrlDecoder().decode(cursor);
      if (both.length > TAG_BYTES) {
        byte[] body = java.util.Arrays.copyOfRange(both, TAG_BYTES, both.length);
        byte[] tag = java.util.Arrays.copyOf(both, TAG_BYTES);
        if (MessageDigest.isEqual(tag, tag(body, query))
            && Json.read(body) instanceof List<?> parts) {
          return position(parts);
        }
      }
    } catch (IllegalArgumentException e) {
      throw invalid();
    }
    throw invalid();
  }

  private static InvalidRequestException invalid() {
    return InvalidRequestException.parameter(
        "INVALID_CURSOR", "cursor", "belongs to no page of this query");
  }

  private static Position position(List<?> parts) {
    List<@Nullable Object> keys = new ArrayList<>();
    for (Object part : parts.subList(1, parts.size())) {
      if (part instanceof List<?> id) {
        keys.add(UUID.fromString((String) id.get(0)));
      } else if (part instanceof BigDecimal) {
        throw new ValueFormatException("INVALID_CURSOR", "holds a number that no key has");
      } else {
        keys.add(part);
      }
    }
    return new Position(keys, UUID.fromString((String) parts.get(0)));
  }

  private byte[] tag(byte[] body, String query) {
    try {
      Mac mac = (Mac) keyed.clone();
      mac.update(query.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      mac.update(body);
      return java.util.Arrays.copyOf(mac.doFinal(), TAG_BYTES);
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("the HmacSHA256 of every JDK can be copied", e);
    }
  }
}
