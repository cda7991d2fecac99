package io.crmkit.server;

import static org.awaitility.Awaitility.await;

import io.crmkit.identity.Device;
import io.crmkit.record.Json;
import io.crmkit.server.TestServer.Reply;
import io.crmkit.testkit.CsvForm;
import io.crmkit.testkit.Door;
import io.crmkit.testkit.RuleWorld;
import io.crmkit.testkit.Tried;
import io.crmkit.testkit.UpsertKeys;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The doors of the server. */
final class HttpDoors {
  static final String ADMIN = "admin@acme.example";

  private final TestServer server;
  private final Map<RuleWorld, String> tokens = new WeakHashMap<>();

  HttpDoors(TestServer server) {
    this.server = server;
  }

  List<Door> all() {
    return List.of(new Resource(), new Batch(false), new Batch(true), new Upsert(), new Import());
  }

  private Reply call(RuleWorld world, String method, String path, String body, String... headers) {
    String token =
        tokens.computeIfAbsent(
            world,
            key ->
                server
                    .crm
                    .logins()
                    .login(
                        ADMIN,
                        TestServer.PASSWORD,
                        key.organization(),
                        new Device("127.0.0.1", "test", null))
                    .accessToken());
    return server.callAs(token, method, path, body, headers);
  }

  private static String path(RuleWorld world, String type) {
    return "/v1/" + world.type(type).plural();
  }

  private boolean has(RuleWorld world, String type, String method, String rest) {
    String path = path(world, type) + rest;
    return server.server.router().routes().stream()
        .anyMatch(route -> route.method().equals(method) && route.path().equals(path));
  }

  private static Tried told(RuleWorld world, String type, Reply reply) {
    return reply.status() < 300
        ? Tried.written(world.read(type, reply.id()))
        : refused(reply.body());
  }

  private static Tried refused(Map<?, ?> problem) {
    List<String> refusals = new ArrayList<>(List.of(String.valueOf(problem.get("code"))));
    if (problem.get("errors") instanceof List<?> errors) {
      for (Object each : errors) {
        Map<?, ?> error = (Map<?, ?>) each;
        refusals.add(Tried.refusal((String) error.get("code"), (String) error.get("field")));
      }
    }
    return new Tried(null, refusals);
  }

  /** A resource: POST and PATCH. */
  private final class Resource implements Door {
    @Override
    public String name() {
      return "HTTP";
    }

    @Override
    public Managed managed() {
      return Managed.REFUSED;
    }

    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return has(world, type, "POST", "")
          ? told(world, type, call(world, "POST", path(world, type), Json.write(fields)))
          : null;
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      String path = path(world, type) + "/" + id;
      return has(world, type, "PATCH", "/{id}")
          ? told(world, type, call(world, "PATCH", path, Json.write(changes), "If-Match", "*"))
          : null;
    }
  }

  /** Rows of a batch. */
  private class Batch implements Door {
    private final boolean isAtomic;

    Batch(boolean isAtomic) {
      this.isAtomic = isAtomic;
    }

    @Override
    public String name() {
      return isAtomic ? "HTTP_ATOMIC_BATCH" : "HTTP_BATCH";
    }

    @Override
    public Managed managed() {
      return Managed.REFUSED;
    }

    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return sent(world, type, Map.of("op", "create", "value", fields));
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return sent(world, type, Map.of("op", "update", "id", id, "value", changes));
    }

    final @Nullable Tried sent(RuleWorld world, String type, Map<String, Object> row) {
      if (!has(world, type, "POST", "/batch")) {
        return null;
      }
      String body = Json.write(Map.of("atomic", isAtomic, "rows", List.of(row)));
      Reply reply = call(world, "POST", path(world, type) + "/batch", body);
      if (reply.status() != 200) {
        return refused(reply.body());
      }
      Map<?, ?> result = (Map<?, ?>) reply.list("results").get(0);
      return result.get("problem") instanceof Map<?, ?> problem
          ? refused(problem)
          : Tried.written(world.read(type, (String) result.get("id")));
    }
  }

  /** Rows that make a record or change the one of the same key. */
  private final class Upsert extends Batch {
    Upsert() {
      super(true);
    }

    @Override
    public String name() {
      return "HTTP_UPSERT";
    }

    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      String key = UpsertKeys.free(world, type, fields);
      return key == null || !has(world, type, "PATCH", "/{id}")
          ? null
          : sent(world, type, Map.of("op", "upsert", "key", key, "value", fields));
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      String key = UpsertKeys.taken(world, type, id, changes);
      return key == null || !has(world, type, "POST", "")
          ? null
          : sent(
              world,
              type,
              Map.of(
                  "op",
                  "upsert",
                  "key",
                  key,
                  "value",
                  UpsertKeys.with(world, type, id, key, changes)));
    }
  }

  /** A file with comma-separated values. */
  private final class Import implements Door {
    @Override
    public String name() {
      return "HTTP_IMPORT";
    }

    @Override
    public Managed managed() {
      return Managed.REFUSED;
    }

    @Override
    public boolean refuses(String wanted, List<String> refusals) {
      String field = wanted.substring(wanted.indexOf(' ') + 1);
      boolean isUnwritable =
          wanted.startsWith("MANAGED_FIELD") || wanted.startsWith("UNKNOWN_FIELD");
      return refusals.contains(wanted)
          || (isUnwritable && refusals.contains("INVALID_MAPPING"))
          || (wanted.startsWith("INVALID_TYPE")
              && refusals.stream().anyMatch(each -> each.endsWith(" " + field)));
    }

    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return imported(world, type, null, fields);
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return imported(world, type, id, changes);
    }

    private @Nullable Tried imported(
        RuleWorld world, String type, @Nullable String id, Map<String, Object> fields) {
      if (!has(world, type, "POST", "/import") || !CsvForm.holds(world.type(type), fields)) {
        return null;
      }
      CsvForm csv = CsvForm.of(world.type(type), id, fields);
      String query =
          (id == null ? "?" : "?key=id&")
              + "mapping="
              + URLEncoder.encode(mapping(csv), StandardCharsets.UTF_8);
      String path = path(world, type) + "/import" + query;
      Reply accepted = call(world, "POST", path, csv.text(), "Content-Type", "text/csv");
      if (accepted.status() != 202) {
        return refused(accepted.body());
      }
      String location = accepted.header("Location");
      Reply run =
          await()
              .pollInterval(Duration.ofMillis(10))
              .atMost(Duration.ofMinutes(2))
              .until(
                  () -> call(world, "GET", location, null),
                  each -> !"RUNNING".equals(each.body().get("state")));
      if (!Long.valueOf(0).equals(run.body().get("rejected"))) {
        return errors(call(world, "GET", location + "/errors.csv", null).text());
      }
      if (id == null && Long.valueOf(0).equals(run.body().get("created"))) {
        return null;
      }
      String written = id == null ? UpsertKeys.newest(world, type) : id;
      return Tried.written(world.read(type, written));
    }

    private static String mapping(CsvForm csv) {
      Map<String, Object> columns = new LinkedHashMap<>();
      csv.mapping()
          .columns()
          .forEach(
              (heading, column) ->
                  columns.put(
                      heading,
                      column.by() == null
                          ? column.field()
                          : Map.of("field", column.field(), "by", column.by())));
      return Json.write(Map.of("columns", columns));
    }

    /** Reads the names in front of the rows; several faults of a row stand in one cell. */
    private static Tried errors(String csv) {
      String[] cells = csv.split("\r\n", -1)[1].split(",", -1);
      List<String> refusals = new ArrayList<>(List.of(cells[2].split("; ", -1)));
      for (String field : cells[1].split("; ", -1)) {
        List.of(cells[2].split("; ", -1)).forEach(code -> refusals.add(Tried.refusal(code, field)));
      }
      return new Tried(null, refusals);
    }
  }
}
