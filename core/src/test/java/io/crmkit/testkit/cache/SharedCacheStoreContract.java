package io.crmkit.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.crmkit.cache.CacheStore;
import io.crmkit.error.UnavailableException;
import org.junit.jupiter.api.Test;

/** What a {@link CacheStore} does that stands outside of the process and serves several nodes. */
public abstract class SharedCacheStoreContract extends CacheStoreContract {
  /** Makes the contract. */
  protected SharedCacheStoreContract() {}

  /**
   * Returns a second store on what the one of this test holds, as another node has it. The contract
   * closes it.
   */
  protected abstract CacheStore otherNode();

  /** Makes the store of this test unable to answer, without closing it. */
  protected abstract void takeDown();

  @Test
  void listen_removalsOfAnotherNode_areTold() {
    Heard heard = new Heard();
    store().listen(heard);
    try (CacheStore other = otherNode()) {
      put(store(), GROUP, "k\u00E9y\n", "value");
      assertThat(other.get(GROUP, "k\u00E9y\n").value()).isEqualTo(bytes("value"));

      other.remove(GROUP, "k\u00E9y\n");
      other.clear(GROUP);

      await()
          .untilAsserted(
              () -> assertThat(heard.all).contains(GROUP + " k\u00E9y\n", GROUP.toString()));
    }
  }

  @Test
  void put_removedByAnotherNodeSinceTheTicket_isRefused() {
    try (CacheStore other = otherNode()) {
      String old = ticket(store(), GROUP, "1");
      other.remove(GROUP, "1");

      assertThat(store().put(GROUP, "1", bytes("old"), HOUR, old)).isFalse();
      assertThat(other.get(GROUP, "1").value()).isNull();
    }
  }

  @Test
  void anyCall_down_saysSo() {
    put(store(), GROUP, "1", "value");
    String ticket = ticket(store(), GROUP, "2");
    takeDown();

    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> store().get(GROUP, "1"));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> store().put(GROUP, "2", bytes("value"), HOUR, ticket));
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> store().remove(GROUP, "1"));
    assertThatExceptionOfType(UnavailableException.class).isThrownBy(() -> store().clear(GROUP));
  }

  @Test
  void close_valuesOfOthers_stay() {
    put(store(), GROUP, "1", "value");
    try (CacheStore other = otherNode()) {
      store().close();

      assertThat(other.get(GROUP, "1").value()).isEqualTo(bytes("value"));
    }
  }
}
