package io.crmkit.server.bench;

import io.crmkit.server.Main;
import io.crmkit.server.bench.Load.Request;
import io.crmkit.server.bench.Load.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The server against {@link BareServer} on the same tables of one PostgreSQL that flushes each
 * commit: requests a second over 16 and 64 connections, in turns. Load, server and bare server are
 * processes of their own. Arguments: number of pairs, seconds of each half of a pair, number of
 * contacts, and part of the name of the only work to do. {@code -Dcrmkit.bench.java=OPTIONS} gives
 * the server's process more options, such as those of a profiler.
 */
final class ServerBenchmark {
  private static final int[] CONNECTIONS = {16, 64};
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final String CUSTOMERS = "/v1/contacts?status=CUSTOMER&sort=-createdAt";
  private static final String COUNTS =
      "{\"groupBy\": [\"status\"], \"measures\": [{\"op\": \"count\"}]}";

  private final ServerProcess crmkit;
  private final ServerProcess bare;
  private final String login;
  private final List<String> ids;
  private final int pairs;
  private final Duration span;
  private final AtomicInteger next = new AtomicInteger();

  private ServerBenchmark(
      ServerProcess crmkit,
      ServerProcess bare,
      String login,
      List<String> ids,
      int pairs,
      Duration span) {
    this.crmkit = crmkit;
    this.bare = bare;
    this.login = login;
    this.ids = ids;
    this.pairs = pairs;
    this.span = span;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> given = List.of(arguments);
    int pairs = given.isEmpty() ? 7 : Integer.parseInt(given.get(0));
    double seconds = given.size() > 1 ? Double.parseDouble(given.get(1)) : 3;
    int contacts = given.size() > 2 ? Integer.parseInt(given.get(2)) : 50_000;
    String only = given.size() > 3 ? given.get(3) : "";
    Path folder = Files.createTempDirectory("crmkit-bench");
    try (EmbeddedPostgres database = database();
        ServerProcess crmkit = crmkit(url(database), folder)) {
      Setup setup = new Setup(crmkit.address());
      String login = setup.login();
      List<String> ids = setup.contacts(contacts);
      execute(database, "VACUUM ANALYZE");
      try (ServerProcess bare =
          ServerProcess.start(
              java(
                  BareServer.class,
                  url(database),
                  setup.call("GET", "/v1/me", "").path("organizationId").asText()))) {
        Duration span = Duration.ofMillis((long) (seconds * 1000));
        new ServerBenchmark(crmkit, bare, login, ids, pairs, span).compare(only);
      }
    } finally {
      delete(folder);
    }
  }

  private static EmbeddedPostgres database() throws IOException {
    return EmbeddedPostgres.builder()
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("shared_buffers", "1GB")
        .setServerConfig("max_wal_size", "4GB")
        .start();
  }

  private static String url(EmbeddedPostgres database) {
    return "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres";
  }

  private static void execute(EmbeddedPostgres database, String sql) throws Exception {
    try (var connection = database.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> java(Class<?> main, String... arguments) {
    List<String> all = new ArrayList<>(List.of("-Xmx512m"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    all.addAll(List.of(arguments));
    return all;
  }

  private static ServerProcess crmkit(String url, Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    Stream.of(System.getProperty("crmkit.bench.java", "").split(" ", -1))
        .filter(option -> !option.isEmpty())
        .forEach(command::add);
    command.addAll(
        java(
            Main.class,
            "serve",
            "--port=0",
            "--rate-limit=0",
            "--access-ttl=PT12H",
            "--data-dir=" + folder,
            "--database-url=" + url,
            "--database-user=postgres",
            "--database-password=postgres",
            "--admin-email=" + Setup.EMAIL,
            "--admin-password=" + Setup.PASSWORD));
    return ServerProcess.start(command);
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void compare(String only) throws Exception {
    requireSameRows("/v1/contacts?status=CUSTOMER");
    requireSameRows("/v1/contacts?q=awa");
    requireSameRows("/v1/contacts?q=diop7");
    System.out.println(
        "| work | connections | goal | × requests a second (min–max) | CrmKit / bare a second"
            + " | p99 CrmKit / bare | errors |");
    System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
    work("get by id", "≥ 0.6", 200, only, i -> Request.get("/v1/contacts/" + id(i)));
    work("list of 25, filtered and sorted", "≥ 0.6", 200, only, i -> Request.get(CUSTOMERS));
    work(
        "search for a rare word",
        "≥ 1",
        200,
        only,
        i -> Request.get("/v1/contacts?q=diop" + (10_000 + i * 31L % 10_000)));
    work("search for a common word", "≥ 1", 200, only, i -> Request.get("/v1/contacts?q=awa"));
    work(
        "aggregate by status",
        "≥ 1",
        200,
        only,
        i -> new Request("POST", "/v1/contacts/aggregate", COUNTS));
    next.set(ids.size());
    work("create", "≥ 0.5", 201, only, i -> new Request("POST", "/v1/contacts", Setup.contact(i)));
  }

  private String id(int i) {
    return ids.get((int) (i * 31L % ids.size()));
  }

  private void requireSameRows(String path) throws Exception {
    Setup ours = new Setup(crmkit.address());
    ours.login();
    int our = ours.call("GET", path, "").path("items").size();
    int theirs = new Setup(bare.address()).call("GET", path, "").path("items").size();
    if (our != theirs || our == 0) {
      throw new IllegalStateException(path + " gave " + our + " and " + theirs + " rows");
    }
  }

  private void work(
      String name, String goal, int status, String only, IntFunction<Request> requests) {
    if (!name.contains(only)) {
      return;
    }
    Load ours = new Load(crmkit.address().getPort(), login, status, requests, next);
    Load theirs = new Load(bare.address().getPort(), "", status, requests, next);
    for (int connections : CONNECTIONS) {
      ours.run(connections, WARM_UP);
      theirs.run(connections, WARM_UP);
      List<Result> our = new ArrayList<>();
      List<Result> their = new ArrayList<>();
      for (int pair = 0; pair < pairs; pair++) {
        boolean isOursFirst = pair % 2 == 0;
        Result first = (isOursFirst ? ours : theirs).run(connections, span);
        Result second = (isOursFirst ? theirs : ours).run(connections, span);
        our.add(isOursFirst ? first : second);
        their.add(isOursFirst ? second : first);
      }
      print(name, connections, goal, our, their);
    }
  }

  private static void print(
      String name, int connections, String goal, List<Result> ours, List<Result> theirs) {
    List<Double> ratios =
        IntStream.range(0, ours.size())
            .mapToObj(i -> ours.get(i).perSecond() / theirs.get(i).perSecond())
            .toList();
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %s | **%.2f** (%.2f–%.2f) | %.0f / %.0f | %.1f / %.1f ms | %d / %d |%n",
        name,
        connections,
        goal,
        median(ratios),
        Collections.min(ratios),
        Collections.max(ratios),
        median(ours.stream().map(Result::perSecond).toList()),
        median(theirs.stream().map(Result::perSecond).toList()),
        p99(ours),
        p99(theirs),
        ours.stream().mapToInt(Result::errors).sum(),
        theirs.stream().mapToInt(Result::errors).sum());
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static double p99(List<Result> results) {
    int[] micros = results.stream().flatMapToInt(each -> Arrays.stream(each.micros())).toArray();
    Arrays.sort(micros);
    return micros.length == 0 ? 0 : micros[(int) (micros.length * 0.99)] / 1e3;
  }
}
