package io.crmkit.file;

import io.crmkit.storage.Storage;
import org.junit.jupiter.api.AfterEach;

/** What files and documents do on every storage. */
abstract class FileContract
    implements ArrivalContract,
        ScanContract,
        FileRightsContract,
        FileCleaningContract,
        DocumentContract {
  private FileWorld world;

  abstract Storage emptyStorage();

  @Override
  public FileWorld world() {
    return opened(FileWorld.of(emptyStorage(), config -> {}));
  }

  @Override
  public FileWorld smallWorld() {
    return opened(FileWorld.of(emptyStorage(), config -> config.quota(10)));
  }

  @Override
  public FileWorld scannedWorld() {
    return opened(FileWorld.scanned(emptyStorage()));
  }

  private FileWorld opened(FileWorld made) {
    world = made;
    return made;
  }

  @AfterEach
  final void close() {
    if (world != null) {
      world.close();
    }
  }
}
