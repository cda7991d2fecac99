package io.crmkit.engine;

import io.crmkit.storage.Note;
import io.crmkit.storage.Storage;
import io.crmkit.storage.UniqueKeyException;
import java.security.SecureRandom;
import java.util.Base64;

/** A random secret that is made once for a store and kept in it, the same on every node. */
final class StoreSecret {
  private static final String KIND = "kernel";
  private static final String KEY = "cursor-key";

  private StoreSecret() {}

  static byte[] of(Storage storage) {
    return storage
        .readPlatform()
        .note(KIND, KEY)
        .map(note -> Base64.getDecoder().decode(note.value()))
        .orElseGet(() -> make(storage));
  }

  private static byte[] make(Storage storage) {
    byte[] fresh = new byte[32];
    new SecureRandom().nextBytes(fresh);
    try {
      storage.platform(
          tx -> {
            tx.addNote(new Note(KIND, KEY, Base64.getEncoder().encodeToString(fresh), null));
            return fresh;
          });
      return fresh;
    } catch (UniqueKeyException e) {
      return of(storage); // another node was first
    }
  }
}
