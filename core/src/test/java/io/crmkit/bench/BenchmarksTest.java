package io.crmkit.bench;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The benchmarks in short form: they run, and both sides do their work. No time is judged. */
final class BenchmarksTest {
  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void kernel_inShort_runs(String database) {
    assertThatCode(() -> KernelBenchmark.main(new String[] {database, "1"}))
        .doesNotThrowAnyException();
  }

  @Test
  void transfer_inShort_runs() {
    assertThatCode(() -> TransferBenchmark.main(new String[] {"sqlite", "1", "600"}))
        .doesNotThrowAnyException();
  }

  @Test
  void largeFile_inShort_comesAndGoes() {
    assertThatCode(() -> LargeFileBenchmark.main(new String[] {"sqlite", "2"}))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void writers_inShort_run(String database) {
    assertThatCode(() -> WritersBenchmark.main(new String[] {database, "1"}))
        .doesNotThrowAnyException();
  }

  @Test
  void growth_inShort_runs() {
    assertThatCode(() -> GrowthBenchmark.main(new String[] {"sqlite", "12000", "1"}))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"sqlite", "postgresql"})
  void jobs_inShort_run(String database) {
    assertThatCode(() -> JobBenchmark.main(new String[] {database, "1", "200", "3"}))
        .doesNotThrowAnyException();
  }

  @Test
  void cache_inShort_runs() {
    assertThatCode(() -> CacheBenchmark.main(new String[] {"2", "500"})).doesNotThrowAnyException();
  }

  @Test
  void files_inShort_comeAndGo() {
    assertThatCode(() -> FileBenchmark.main(new String[] {"1", "1"})).doesNotThrowAnyException();
  }

  @Test
  void webhooks_inShort_comeAndGo() {
    assertThatCode(() -> WebhookBenchmark.main(new String[] {"sqlite", "2", "20"}))
        .doesNotThrowAnyException();
  }
}
