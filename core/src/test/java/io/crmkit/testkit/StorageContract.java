package io.crmkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.storage.Storage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Storage} does. Extend it, and hand it yours:
 *
 * <pre>{@code
 * final class MyStorageTest extends StorageContract {
 *   @Override
 *   protected Storage emptyStorage() {
 *     return new MyStorage(emptyDirectory);
 *   }
 * }
 * }</pre>
 *
 * <p>The types that the rows are of stand in {@link Samples}. {@link StorageModel} asks the same of
 * a storage by chance.
 */
public abstract class StorageContract
    implements UnitContract,
        RowContract,
        UniqueContract,
        TenantContract,
        ConditionContract,
        ReferenceContract,
        ForeignKeyContract,
        OrderContract,
        SearchContract,
        AggregateContract,
        LogContract,
        NoteContract,
        QueueContract {
  private Storage storage;

  /**
   * Returns a storage that holds nothing and is not open yet. Called once for each test, which
   * opens and closes it.
   */
  protected abstract Storage emptyStorage();

  @BeforeEach
  final void open() {
    storage = emptyStorage();
    storage.open(Samples.SCHEMA);
  }

  @AfterEach
  final void close() {
    storage.close();
  }

  @Override
  public final Storage storage() {
    return storage;
  }

  @Test
  void isAvailable_openThenClosed_isTrueThenFalse() {
    boolean whileOpen = storage.isAvailable();

    storage.close();

    assertThat(whileOpen).isTrue();
    assertThat(storage.isAvailable()).isFalse();
  }

  @Test
  void close_twice_doesNothingMore() {
    storage.close();

    storage.close();

    assertThat(storage.isAvailable()).isFalse();
  }
}
