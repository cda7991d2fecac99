package io.crmkit.file;

import io.crmkit.testkit.file.SampleContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.UUID;

/** A process that writes files until it is killed, and prints the key and hash of each. */
final class KilledFileWriter {
  static final int SIZE = 100_000;
  private static final int THREADS = 4;

  private KilledFileWriter() {}

  public static void main(String... arguments) {
    FileStore store = new LocalFileStore(Path.of(arguments[0]));
    UUID organization = UUID.randomUUID();
    for (int i = 0; i < THREADS; i++) {
      new Thread(() -> write(store, organization)).start();
    }
  }

  private static void write(FileStore store, UUID organization) {
    try {
      while (true) {
        UUID file = UUID.randomUUID();
        FileKey key = FileKey.of(organization, file);
        WrittenFile written = store.write(key, SampleContent.of(file.hashCode(), SIZE));
        synchronized (KilledFileWriter.class) {
          System.out.println(key + " " + written.sha256() + " .");
          System.out.flush();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
