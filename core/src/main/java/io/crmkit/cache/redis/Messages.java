package io.crmkit.cache.redis;

import io.crmkit.cache.CacheGroup;
import io.crmkit.cache.CacheStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What nodes tell each other: who speaks, the group, and the key unless all of the group went.
 * Thread-safe.
 */
final class Messages {
  private static final Logger LOG = LoggerFactory.getLogger(Messages.class);

  private final byte[] self;

  Messages(byte[] self) {
    this.self = self;
  }

  byte[] removed(CacheGroup group, String key) {
    return message(group, key);
  }

  byte[] cleared(CacheGroup group) {
    return message(group, null);
  }

  private byte[] message(CacheGroup group, @Nullable String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(self);
      out.writeLong(group.organization().getMostSignificantBits());
      out.writeLong(group.organization().getLeastSignificantBits());
      out.writeUTF(group.cache());
      out.writeBoolean(key != null);
      if (key != null) {
        out.write(key.getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory has none
    }
    return bytes.toByteArray();
  }

  /** Tells what a message says, unless it is our own. One that cannot be read may mean anything. */
  void tell(byte[] message, CacheStore.RemovalListener listener) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(message))) {
      byte[] sender = new byte[self.length];
      in.readFully(sender);
      if (Arrays.equals(sender, self)) {
        return;
      }
      UUID organization = new UUID(in.readLong(), in.readLong());
      CacheGroup group = new CacheGroup(in.readUTF(), organization);
      if (in.readBoolean()) {
        listener.removed(group, new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } else {
        listener.cleared(group);
      }
    } catch (IOException e) {
      LOG.warn("a message of {} bytes about removals cannot be read", message.length);
      listener.missed();
    }
  }
}
