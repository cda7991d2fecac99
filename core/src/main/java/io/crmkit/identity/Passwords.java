package io.crmkit.identity;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.UnavailableException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id: 19 MiB, two passes, one lane (OWASP Password Storage Cheat
 * Sheet). At most two at a time, so that a storm of logins takes no more memory and processor than
 * that.
 */
final class Passwords {
  private static final int MEMORY_KIB = 19 * 1024;
  private static final int PASSES = 2;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 200;
  private static final long WAIT_SECONDS = 10;

  /** The hash of random bytes that nobody kept, made as {@link #hash} makes it. */
  static final String DECOY =
      "$argon2id$v=19$m=19456,t=2,p=1$EoD+VLeanEib+hu4FiZpMQ"
          + "$Ee1QpaQu3F7JI7pvnkPF/LBSXLkU07z9sfL3or1Sj/s";

  private final Argon2Function argon2 =
      Argon2Function.getInstance(MEMORY_KIB, PASSES, 1, 32, Argon2.ID);
  private final Semaphore turns = new Semaphore(2);

  /**
   * Returns the hash of a password.
   *
   * @throws InvalidValueException if it has fewer than 8 or more than 200 characters
   */
  String hash(String password) {
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      throw InvalidValueException.of(
          "password", "WRONG_SIZE", "must have " + SHORTEST + " to " + LONGEST + " characters");
    }
    return inTurn(() -> Password.hash(password).addRandomSalt(16).with(argon2).getResult());
  }

  /** Returns whether the password has this hash. Takes as long where there is no hash. */
  boolean matches(String password, @Nullable String hash) {
    String compared = hash == null ? DECOY : hash;
    boolean isEqual =
        password.length() <= LONGEST * 2
            && inTurn(() -> Password.check(password, compared).with(argon2));
    return hash != null && isEqual;
  }

  private <R> R inTurn(Supplier<R> work) {
    try {
      if (!turns.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
        throw new UnavailableException(
            "LOGIN_BUSY", "too many logins at once", Duration.ofSeconds(WAIT_SECONDS), null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("LOGIN_BUSY", "interrupted", Duration.ofSeconds(1), e);
    }
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
