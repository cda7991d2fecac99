package io.crmkit.storage.memory;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.crmkit.storage.Storage;
import io.crmkit.testkit.Rows;
import io.crmkit.testkit.StorageContract;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class MemoryStorageTest extends StorageContract {
  private static final UUID SOMEBODY = Rows.newId();

  @Override
  protected Storage emptyStorage() {
    return new MemoryStorage();
  }

  @Test
  void transact_withinWork_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> storage().transact(SOMEBODY, unit -> storage().platform(inner -> inner)))
        .withMessageContaining("must not open another");
  }
}
