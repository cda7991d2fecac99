package io.crmkit.testkit.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.crmkit.cache.CacheGroup;
import io.crmkit.cache.CacheLookup;
import io.crmkit.cache.CacheStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CacheStore} does. Extend it, and hand it yours; one that several nodes share
 * extends {@link SharedCacheStoreContract}.
 */
public abstract class CacheStoreContract {
  static final Duration HOUR = Duration.ofHours(1);
  private static final UUID ORGANIZATION = new UUID(0x0190_0000_0000_7000L, 1);
  private static final UUID OTHER = new UUID(0x0190_0000_0000_7000L, 2);
  static final CacheGroup GROUP = new CacheGroup("contacts", ORGANIZATION);

  private CacheStore store;

  /** Makes the contract. */
  protected CacheStoreContract() {}

  /**
   * Returns a store that holds nothing, answers in time and expires values by the time that really
   * passes. Called once for each test; the contract closes it.
   */
  protected abstract CacheStore emptyStore();

  /** Returns the store of this test. */
  final CacheStore store() {
    return store;
  }

  @BeforeEach
  void open() {
    store = emptyStore();
  }

  @AfterEach
  void close() {
    store.close();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static String ticket(CacheStore store, CacheGroup group, String key) {
    CacheLookup found = store.get(group, key);
    assertThat(found.value()).isNull();
    return found.ticket();
  }

  static boolean put(CacheStore store, CacheGroup group, String key, String value) {
    return store.put(group, key, bytes(value), HOUR, ticket(store, group, key));
  }

  @Test
  void get_empty_findsNothing() {
    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void put_free_isFoundByteByByte() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    boolean isKept = store.put(GROUP, "1", all, HOUR, ticket(store, GROUP, "1"));

    assertThat(isKept).isTrue();
    assertThat(store.get(GROUP, "1").value()).isEqualTo(all);
  }

  @Test
  void put_emptyValue_isFound() {
    put(store, GROUP, "1", "");

    assertThat(store.get(GROUP, "1").value()).isEmpty();
  }

  @Test
  void put_largeValue_isFound() {
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);

    store.put(GROUP, "1", large, HOUR, ticket(store, GROUP, "1"));

    assertThat(store.get(GROUP, "1").value()).isEqualTo(large);
  }

  @Test
  void put_arraysChangedAfterwards_doNotChangeTheValue() {
    byte[] value = bytes("value");
    store.put(GROUP, "1", value, HOUR, ticket(store, GROUP, "1"));
    value[0] = 'X';
    store.get(GROUP, "1").value()[1] = 'X';

    assertThat(store.get(GROUP, "1").value()).isEqualTo(bytes("value"));
  }

  @Test
  void keys_ofAnyText_areToldApart() {
    List<String> keys =
        List.of(
            "a",
            "A",
            "a ",
            " a",
            "a:b",
            "a\0b",
            "a\nb",
            "ä",
            "a\u0308",
            "\uD83D\uDE00",
            "*",
            "?",
            "../a",
            "{a}",
            "'; FLUSHALL",
            "k".repeat(1_000),
            "k".repeat(999));
    for (String key : keys) {
      assertThat(put(store, GROUP, key, key)).isTrue();
    }

    for (String key : keys) {
      assertThat(store.get(GROUP, key).value()).isEqualTo(bytes(key));
    }
  }

  @Test
  void groups_withTheSameKey_haveNothingToDoWithEachOther() {
    CacheGroup otherTenant = new CacheGroup("contacts", OTHER);
    CacheGroup otherCache = new CacheGroup("contacts2", ORGANIZATION);
    put(store, GROUP, "1", "mine");

    assertThat(store.get(otherTenant, "1").value()).isNull();
    assertThat(store.get(otherCache, "1").value()).isNull();
    put(store, otherTenant, "1", "theirs");
    store.remove(otherTenant, "1");
    store.clear(otherCache);
    assertThat(store.get(GROUP, "1").value()).isEqualTo(bytes("mine"));
  }

  @Test
  void put_lifeIsOver_isGone() {
    store.put(GROUP, "1", bytes("value"), Duration.ofMillis(30), ticket(store, GROUP, "1"));

    await().untilAsserted(() -> assertThat(store.get(GROUP, "1").value()).isNull());
    assertThat(put(store, GROUP, "1", "next")).isTrue();
  }

  @Test
  void put_anotherWasPut_keepsTheFirst() {
    put(store, GROUP, "2", "opens the group");
    String first = ticket(store, GROUP, "1");
    String second = ticket(store, GROUP, "1");

    assertThat(store.put(GROUP, "1", bytes("first"), HOUR, first)).isTrue();
    assertThat(store.put(GROUP, "1", bytes("second"), HOUR, second)).isFalse();
    assertThat(store.get(GROUP, "1").value()).isEqualTo(bytes("first"));
  }

  @Test
  void put_removedSinceTheTicket_isRefused() {
    String old = ticket(store, GROUP, "1");
    store.remove(GROUP, "1");

    assertThat(store.put(GROUP, "1", bytes("old"), HOUR, old)).isFalse();
    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void put_removedAgainSinceTheTicket_isRefused() {
    store.remove(GROUP, "1");
    String old = ticket(store, GROUP, "1");
    store.remove(GROUP, "1");

    assertThat(store.put(GROUP, "1", bytes("old"), HOUR, old)).isFalse();
    assertThat(put(store, GROUP, "1", "new")).isTrue();
    assertThat(store.get(GROUP, "1").value()).isEqualTo(bytes("new"));
  }

  @Test
  void put_removedAndPutSinceTheTicket_keepsTheNewOne() {
    String old = ticket(store, GROUP, "1");
    store.remove(GROUP, "1");
    put(store, GROUP, "1", "new");

    assertThat(store.put(GROUP, "1", bytes("old"), HOUR, old)).isFalse();
    assertThat(store.get(GROUP, "1").value()).isEqualTo(bytes("new"));
  }

  @Test
  void put_clearedSinceTheTicket_isRefused() {
    put(store, GROUP, "2", "opens the group");
    String old = ticket(store, GROUP, "1");
    store.clear(GROUP);

    assertThat(store.put(GROUP, "1", bytes("old"), HOUR, old)).isFalse();
    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void remove_valueThere_isGoneAndLeavesOthers() {
    put(store, GROUP, "1", "one");
    put(store, GROUP, "2", "two");

    store.remove(GROUP, "1");

    assertThat(store.get(GROUP, "1").value()).isNull();
    assertThat(store.get(GROUP, "2").value()).isEqualTo(bytes("two"));
  }

  @Test
  void remove_nothingThere_doesNothing() {
    store.remove(GROUP, "1");
    store.remove(GROUP, "1");
    store.clear(GROUP);

    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void clear_severalKeys_removesAllOfTheGroupOnly() {
    CacheGroup otherTenant = new CacheGroup("contacts", OTHER);
    put(store, GROUP, "1", "one");
    put(store, GROUP, "2", "two");
    put(store, otherTenant, "1", "theirs");

    store.clear(GROUP);

    assertThat(store.get(GROUP, "1").value()).isNull();
    assertThat(store.get(GROUP, "2").value()).isNull();
    assertThat(store.get(otherTenant, "1").value()).isEqualTo(bytes("theirs"));
    assertThat(put(store, GROUP, "1", "again")).isTrue();
  }

  @Test
  void get_whileOthersRemove_neverReturnsWhatWasRemoved() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    AtomicBoolean isOver = new AtomicBoolean();
    List<Future<?>> writers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      writers.add(
          threads.submit(
              () -> {
                while (!isOver.get()) {
                  CacheLookup found = store.get(GROUP, "1");
                  if (found.value() == null) {
                    store.put(GROUP, "1", bytes("before"), HOUR, found.ticket());
                  }
                }
              }));
    }
    for (int round = 0; round < 200; round++) {
      String key = "round" + round;
      put(store, GROUP, key, "value");
      store.remove(GROUP, key);
      store.remove(GROUP, "1");
      assertThat(store.get(GROUP, key).value()).isNull();
    }
    isOver.set(true);
    for (Future<?> writer : writers) {
      writer.get();
    }
    threads.shutdown();

    store.remove(GROUP, "1");
    assertThat(store.get(GROUP, "1").value()).isNull();
  }

  @Test
  void listen_ownRemovals_areNotTold() {
    Heard heard = new Heard();
    store.listen(heard);
    put(store, GROUP, "1", "value");

    store.remove(GROUP, "1");
    store.clear(GROUP);

    assertThat(heard.all).doesNotContain(GROUP + " 1", GROUP.toString());
  }

  @Test
  void close_twice_doesNothing() {
    store.close();

    assertThatCode(store::close).doesNotThrowAnyException();
  }

  static final class Heard implements CacheStore.RemovalListener {
    final ConcurrentLinkedQueue<String> all = new ConcurrentLinkedQueue<>();

    @Override
    public void removed(CacheGroup group, String key) {
      all.add(group + " " + key);
    }

    @Override
    public void cleared(CacheGroup group) {
      all.add(group.toString());
    }

    @Override
    public void missed() {
      all.add("missed");
    }
  }
}
