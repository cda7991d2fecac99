package io.crmkit.bench;

import io.crmkit.engine.RandomKeyRing;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.HashingInputStream;
import io.crmkit.file.LocalFileStore;
import io.crmkit.file.SealedFileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Writes and reads a large file with a store in a folder, plain and sealed, against a plain copy
 * that takes a SHA-256: with the flush to the disk that a store makes, and without. Arguments: the
 * size in MiB (1,024), the number of pairs (5), and the folder (of the system, for temporary
 * files). Run it with {@code -Xmx128m}; the peak of the heap stands below the table.
 */
final class FileBenchmark {
  private static final int BUFFER = 1 << 17;
  private static final FileKey KEY = new FileKey("acme/0a/film");

  private final Path source;
  private final Path target;

  private FileBenchmark(Path folder) {
    this.source = folder.resolve("source");
    this.target = folder.resolve("target");
  }

  public static void main(String[] arguments) throws IOException {
    int size = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_024;
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    Path folder =
        arguments.length > 2
            ? Files.createTempDirectory(Path.of(arguments[2]), "crmkit-bench")
            : Files.createTempDirectory("crmkit-bench");
    try (FileStore plain = new LocalFileStore(folder.resolve("plain"));
        FileStore sealed =
            new SealedFileStore(
                new LocalFileStore(folder.resolve("sealed")), new RandomKeyRing())) {
      FileBenchmark benchmark = new FileBenchmark(folder);
      benchmark.fill(size);
      benchmark.compare(new Comparison(pairs, ""), plain, sealed);
      System.out.printf("%n%,d MiB, with at most %,d MiB of heap%n", size, peak() >> 20);
    } finally {
      delete(folder);
    }
  }

  private void fill(int size) throws IOException {
    byte[] bytes = new byte[1 << 20];
    Random random = new Random(1);
    try (OutputStream out = Files.newOutputStream(source)) {
      for (int i = 0; i < size; i++) {
        random.nextBytes(bytes);
        out.write(bytes);
      }
    }
  }

  private void compare(Comparison comparison, FileStore plain, FileStore sealed) {
    Comparison.header();
    comparison.run("write, flushed", "1.25", 1, i -> write(plain), i -> copy(true));
    comparison.run("write, not flushed", "-", 1, i -> write(plain), i -> copy(false));
    comparison.run("write sealed, flushed", "1.25", 1, i -> write(sealed), i -> copy(true));
    comparison.run("write sealed, not flushed", "-", 1, i -> write(sealed), i -> copy(false));
    comparison.run("read", "1.25", 1, i -> read(plain), i -> readSource());
    comparison.run("read sealed", "1.25", 1, i -> read(sealed), i -> readSource());
  }

  private void write(FileStore store) {
    try (InputStream in = Files.newInputStream(source)) {
      if (store.write(KEY, in).size() != Files.size(source)) {
        throw new IllegalStateException("not all was written");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void copy(boolean isFlushed) {
    try {
      Files.deleteIfExists(target);
      try (HashingInputStream in = new HashingInputStream(Files.newInputStream(source));
          OutputStream out = Files.newOutputStream(target)) {
        drain(in, out);
        in.written();
      }
      if (isFlushed) {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
          channel.force(true);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void drain(InputStream in, OutputStream out) throws IOException {
    byte[] bytes = new byte[BUFFER];
    for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
      out.write(bytes, 0, count);
    }
  }

  private static void read(FileStore store) {
    try (HashingInputStream in = new HashingInputStream(store.open(KEY))) {
      drain(in, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void readSource() {
    try (HashingInputStream in = new HashingInputStream(Files.newInputStream(source))) {
      drain(in, OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .mapToLong((MemoryPoolMXBean pool) -> pool.getPeakUsage().getUsed())
        .sum();
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
