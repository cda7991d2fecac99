package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * Imports a large CSV file and exports it again: run it in the heap that should do, with {@code
 * -Xmx256m}. Arguments: {@code sqlite} or {@code postgresql}, and the size in MiB (1,024).
 */
final class LargeFileBenchmark {
  private static final String NOTES =
      "Called about the hall, wants an offer by Friday. ".repeat(90);

  private LargeFileBenchmark() {}

  public static void main(String[] arguments) throws Exception {
    long size = (arguments.length > 1 ? Long.parseLong(arguments[1]) : 1_024) << 20;
    Path file = Files.createTempFile("crmkit-bench", ".csv");
    try (BenchDatabase database =
            BenchDatabase.start(arguments.length > 0 ? arguments[0] : "sqlite");
        Crm crm = Crm.builder().storage(database.storage()).build()) {
      int rows = write(file, size);
      tell(database.name() + ": a file of", file, rows, System.nanoTime());
      RecordSession session = TransferBenchmark.session(crm);
      long start = System.nanoTime();
      load(session, file, rows);
      tell("imported", file, rows, start);
      start = System.nanoTime();
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
        new Exporter(session).write("contact", Query.ALL, Set.of(), false, out);
      }
      tell("exported", file, rows, start);
    } finally {
      Files.delete(file);
    }
  }

  /** Writes contacts until the file is so large, and returns how many there are. */
  private static int write(Path file, long size) throws IOException {
    int rows = 0;
    try (Writer writer = Files.newBufferedWriter(file)) {
      writer.write("First name,Last name,Email,Company,Status,Notes\n");
      for (long written = 0; written < size; rows++) {
        String row =
            "Awa %d,Diop,awa.diop%d@example.com,Société Générale de Test %d,LEAD,\"%s%n%s\"%n"
                .formatted(rows, rows, rows % 500, NOTES, UUID.randomUUID());
        writer.write(row);
        written += row.length();
      }
    }
    return rows;
  }

  private static void load(RecordSession session, Path file, int rows) {
    Importer importer = new Importer(session);
    ImportSource source = ImportSource.of(file);
    Stored<ImportRun> run = importer.start(source, ImportRequest.of("contact", null));
    run = importer.run(run.id(), source, progress -> {});
    if (run.value().counts().created() != rows) {
      throw new IllegalStateException(String.valueOf(run.value()));
    }
  }

  private static void tell(String what, Path file, int rows, long start) throws IOException {
    long most = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        most += pool.getPeakUsage().getUsed();
        pool.resetPeakUsage();
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s %,d rows, %,d MiB, in %.0f s, with at most %d of %d MiB of heap%n",
        what,
        rows,
        Files.size(file) >> 20,
        (System.nanoTime() - start) / 1e9,
        most >> 20,
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
