package io.crmkit.server.bench;

import io.crmkit.server.bench.Load.Request;
import io.crmkit.server.bench.Load.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long the runnable jar takes until it answers, on an empty data folder and on one that it made
 * before, and the memory that it takes after a load of lists and creations. Once more with an
 * archive of its classes, as the guide shows. Arguments: the jar, and how often.
 */
final class StartBenchmark {
  private static final int CONNECTIONS = 16;
  private static final Duration LOAD = Duration.ofSeconds(10);

  private final Path jar;
  private final int times;

  private StartBenchmark(Path jar, int times) {
    this.jar = jar;
    this.times = times;
  }

  public static void main(String[] arguments) throws Exception {
    Path jar = Path.of(arguments.length > 0 ? arguments[0] : "target/crmkit-server.jar");
    int times = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 7;
    new StartBenchmark(jar, times).run();
  }

  private void run() throws Exception {
    Path archive = Files.createTempDirectory("crmkit-bench").resolve("crmkit.jsa");
    System.out.println("| start | goal | seconds (min–max) |");
    System.out.println("| --- | --- | --- |");
    measure("", List.of());
    once(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:cds=off"), newFolder());
    measure(", with an archive of classes", List.of("-XX:SharedArchiveFile=" + archive));
    memory();
    ServerBenchmark.delete(archive.getParent());
  }

  private void measure(String how, List<String> options) throws Exception {
    List<Double> fresh = new ArrayList<>();
    List<Double> warm = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      Path folder = newFolder();
      fresh.add(once(options, folder));
      warm.add(once(options, folder));
      ServerBenchmark.delete(folder);
    }
    print("empty folder" + how, "≤ 2.5", fresh);
    print("made before" + how, "≤ 1.5", warm);
  }

  private static Path newFolder() throws IOException {
    return Files.createTempDirectory("crmkit-bench");
  }

  private static void print(String name, String goal, List<Double> seconds) {
    Collections.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "| %s | %s | **%.2f** (%.2f–%.2f) |%n",
        name,
        goal,
        seconds.get(seconds.size() / 2),
        seconds.get(0),
        seconds.get(seconds.size() - 1));
  }

  /** Returns the seconds until the first answer. */
  private double once(List<String> options, Path folder) throws Exception {
    long begin = System.nanoTime();
    try (ServerProcess server = start(options, folder, List.of());
        InputStream answer = server.address().resolve("/health").toURL().openStream()) {
      if (answer.readAllBytes().length == 0) {
        throw new IllegalStateException("the answer is empty");
      }
      return (System.nanoTime() - begin) / 1e9;
    }
  }

  private ServerProcess start(List<String> options, Path folder, List<String> settings)
      throws IOException {
    List<String> command = new ArrayList<>(options);
    command.addAll(
        List.of(
            "-jar", jar.toString(), "serve", "--port=0", "--rate-limit=0", "--data-dir=" + folder));
    command.addAll(settings);
    return ServerProcess.start(command);
  }

  private void memory() throws Exception {
    Path folder = newFolder();
    List<String> admin =
        List.of("--admin-email=" + Setup.EMAIL, "--admin-password=" + Setup.PASSWORD);
    try (ServerProcess server = start(List.of(), folder, admin)) {
      long idle = server.residentMebibytes();
      Setup setup = new Setup(server.address());
      String login = setup.login();
      setup.contacts(10_000);
      int port = server.address().getPort();
      AtomicInteger next = new AtomicInteger(10_000);
      Result lists =
          new Load(port, login, 200, i -> Request.get("/v1/contacts?status=LEAD"), next)
              .run(CONNECTIONS, LOAD);
      Result created =
          new Load(
                  port,
                  login,
                  201,
                  i -> new Request("POST", "/v1/contacts", Setup.contact(i)),
                  next)
              .run(CONNECTIONS, LOAD);
      System.out.printf(
          Locale.ROOT,
          "%nresident: %d MiB after the start, %d MiB after %d lists and %d creations over %d"
              + " connections (%d errors)%n",
          idle,
          server.residentMebibytes(),
          lists.micros().length,
          created.micros().length,
          CONNECTIONS,
          lists.errors() + created.errors());
    }
    ServerBenchmark.delete(folder);
  }
}
