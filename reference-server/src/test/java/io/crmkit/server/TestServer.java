package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import example.venue.ClosedDay;
import example.venue.Venue;
import io.crmkit.Crm;
import io.crmkit.CrmBuilder;
import io.crmkit.Workspace;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.file.FileConfig;
import io.crmkit.file.FilePolicy;
import io.crmkit.http.webhook.AddressGuard;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.identity.Device;
import io.crmkit.record.Json;
import io.crmkit.record.RecordRules;
import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** A server on a free port with an organization, and calls to it. */
final class TestServer implements AutoCloseable {
  static final String PASSWORD = "correct horse";
  static final int LARGEST_FILE = 100_000;
  private static final String ADMIN = "admin@acme.example";

  final BreakableStore files = new BreakableStore();
  final Crm crm;
  final CrmServer server;
  final UUID organization;
  final HttpClient client = HttpClient.newHttpClient();
  final String admin;
  private final DocumentCheck check;

  TestServer() {
    this(ServerConfig.builder().port(0).rateLimit(0).build());
  }

  TestServer(ServerConfig config) {
    this(config, new RecordRules<>() {});
  }

  TestServer(RecordRules<Venue> rules) {
    this(ServerConfig.builder().port(0).rateLimit(0).build(), rules);
  }

  TestServer(ServerConfig config, RecordRules<Venue> rules) {
    this(config, rules, new MemoryStorage());
  }

  /** Serves what a storage holds; an empty one gets an organization with its administrator. */
  TestServer(ServerConfig config, RecordRules<Venue> rules, Storage storage) {
    this(config, rules, storage, builder -> builder);
  }

  /** Serves a CRM that is put together further. */
  TestServer(
      ServerConfig config,
      RecordRules<Venue> rules,
      Storage storage,
      UnaryOperator<CrmBuilder> further) {
    FilePolicy policy = FilePolicy.builder().largest(LARGEST_FILE).build();
    AddressGuard guard = AddressGuard.builder().allowHttp(true).allowNetwork("127.0.0.0/8").build();
    CrmBuilder builder =
        Crm.builder()
            .storage(storage)
            .type(Venue.class, rules)
            .type(ClosedDay.class)
            .files(FileConfig.builder().store(files).policy(policy).build())
            .webhooks(WebhookConfig.builder().guard(guard).build());
    crm = further.apply(builder).build();
    if (crm.members().hasUsers()) {
      Device device = new Device("127.0.0.1", "test", null);
      organization = crm.logins().login(ADMIN, PASSWORD, null, device).organizationId();
    } else {
      organization = crm.createOrganization("Théâtre du Port");
      addMember(organization, ADMIN, "ADMIN");
    }
    server = CrmServer.of(crm, config).start();
    check = new DocumentCheck(crm.engine().schema(), server.router().routes());
    admin = login(ADMIN);
  }

  /** An answer with its body read. */
  record Reply(int status, Map<String, Object> body, HttpResponse<byte[]> response) {
    String text() {
      return new String(response.body(), StandardCharsets.UTF_8);
    }

    String code() {
      return String.valueOf(body.get("code"));
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    List<?> list(String name) {
      return (List<?>) body.get(name);
    }

    String id() {
      return (String) body.get("id");
    }

    @SuppressWarnings("unchecked")
    List<Map<String, Object>> errors() {
      return (List<Map<String, Object>>) body.get("errors");
    }
  }

  Workspace system() {
    return crm.as(Actor.system(organization, "test", Grants.all()));
  }

  void addMember(UUID of, String email, String... roles) {
    Workspace workspace = crm.as(Actor.system(of, "test", Grants.all()));
    crm.members().addMember(workspace.session(), email, email, List.of(roles), null, PASSWORD);
  }

  String login(String email) {
    Reply reply =
        send(
            request("POST", "/v1/auth/login").header("Content-Type", "application/json"),
            "POST",
            json("email", email, "password", PASSWORD));
    return (String) reply.body().get("accessToken");
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpRequest.Builder request(String method, String path) {
    return HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody());
  }

  /** Calls as the administrator, with headers given as name, value, name, value. */
  Reply call(String method, String path, String body, String... headers) {
    return callAs(admin, method, path, body, headers);
  }

  Reply callAs(String token, String method, String path, String body, String... headers) {
    HttpRequest.Builder request = request(method, path).header("Authorization", "Bearer " + token);
    boolean hasType = List.of(headers).contains("Content-Type");
    if (body != null && !hasType) {
      request.header("Content-Type", "application/json");
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return send(request, method, body);
  }

  Reply get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  Reply post(String path, String body, String... headers) {
    return call("POST", path, body, headers);
  }

  Reply send(HttpRequest.Builder request, String method, String body) {
    byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    return send(
        request.method(
            method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(bytes)));
  }

  @SuppressWarnings("unchecked")
  Reply send(HttpRequest.Builder request) {
    try {
      HttpRequest sent = request.build();
      HttpResponse<byte[]> response = client.send(sent, BodyHandlers.ofByteArray());
      Optional<String> type = response.headers().firstValue("Content-Type");
      boolean isJson = type.filter(each -> each.contains("json")).isPresent();
      Object body = isJson && response.body().length > 0 ? Json.read(response.body()) : Map.of();
      if (isJson && response.body().length > 0) {
        List<String> faults =
            check.faults(
                sent.method(), sent.uri().getPath(), response.statusCode(), type.get(), body);
        assertThat(faults).as("%s against the OpenAPI document", sent).isEmpty();
      }
      return new Reply(response.statusCode(), (Map<String, Object>) body, response);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Makes a venue and returns its id. */
  String venue(String name, int capacity) {
    return post("/v1/venues", json("name", name, "capacity", (long) capacity)).id();
  }

  /** Writes an object of these names and values. */
  static String json(Object... pairs) {
    Map<String, Object> object = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      object.put((String) pairs[i], pairs[i + 1]);
    }
    return Json.write(object);
  }

  @Override
  public void close() {
    server.close();
    crm.close();
  }
}
