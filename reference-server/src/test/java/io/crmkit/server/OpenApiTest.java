package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.server.TestServer.Reply;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OpenApiTest {
  private static TestServer server;
  private static Map<String, Object> document;

  @BeforeAll
  static void start() {
    server = new TestServer();
    document = server.send(server.request("GET", "/openapi.json")).body();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static Object at(Object from, String... keys) {
    Object found = from;
    for (String key : keys) {
      found = ((Map<?, ?>) found).get(key);
    }
    return found;
  }

  @Test
  void document_hasEveryRouteAndNoOther() {
    Set<String> documented = new TreeSet<>();
    ((Map<?, ?>) document.get("paths"))
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .keySet()
                    .forEach(
                        method ->
                            documented.add(
                                method.toString().toUpperCase(Locale.ROOT) + " " + path)));
    Set<String> served = new TreeSet<>();
    server.server.router().routes().forEach(route -> served.add(route.toString()));

    assertThat(document).containsEntry("openapi", "3.1.0");
    assertThat(documented)
        .isEqualTo(served)
        .contains("PATCH /v1/venues/{id}", "POST /v1/leads/query");
  }

  @Test
  void document_operationsAreNamedOnceAndComplete() {
    Set<Object> names = new HashSet<>();
    ((Map<?, ?>) document.get("paths"))
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .forEach(
                        (method, operation) -> {
                          assertThat(names.add(at(operation, "operationId")))
                              .as("%s %s", method, path)
                              .isTrue();
                          assertThat((Map<?, ?>) at(operation, "responses")).isNotEmpty();
                          assertThat(at(operation, "summary")).isNotEqualTo("");
                          boolean hasParameter = path.toString().contains("{");
                          assertThat(
                                  String.valueOf(at(operation, "parameters")).contains("in=path"))
                              .isEqualTo(hasParameter);
                        }));
  }

  @Test
  void document_publicRoutes_areMarkedAndNoOther() {
    ((Map<?, ?>) document.get("paths"))
        .forEach(
            (path, methods) ->
                ((Map<?, ?>) methods)
                    .forEach(
                        (method, operation) -> {
                          boolean isOpen = List.of().equals(at(operation, "security"));
                          int status =
                              server
                                  .send(
                                      server.request(
                                          method.toString().toUpperCase(Locale.ROOT),
                                          path.toString().replaceAll("\\{[a-z]+}", "x")))
                                  .status();
                          assertThat(status == 401).as("%s %s", method, path).isEqualTo(!isOpen);
                        }));
  }

  @Test
  void document_references_leadSomewhere() {
    Set<String> schemas = new HashSet<>();
    ((Map<?, ?>) at(document, "components", "schemas"))
        .keySet()
        .forEach(key -> schemas.add(key.toString()));
    Set<String> references = new HashSet<>();
    collect(document, references);

    assertThat(schemas).containsAll(references);
  }

  private static void collect(Object node, Set<String> references) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("$ref")) {
              references.add(value.toString().substring("#/components/schemas/".length()));
            } else {
              collect(value, references);
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(each -> collect(each, references));
    }
  }

  @Test
  void document_schemas_followTheDeclaration() {
    Object schemas = at(document, "components", "schemas");

    assertThat(at(schemas, "VenueCreate", "required")).isEqualTo(List.of("name", "capacity"));
    assertThat(at(schemas, "VenueCreate", "additionalProperties")).isEqualTo(false);
    assertThat(at(schemas, "VenueCreate", "properties", "roomCount")).isNull();
    assertThat(at(schemas, "VenueCreate", "properties", "isOpen", "default")).isEqualTo(true);
    assertThat(at(schemas, "Venue", "properties", "roomCount", "readOnly")).isEqualTo(true);
    assertThat(at(schemas, "Venue", "properties", "name", "maxLength")).isEqualTo(200L);
    assertThat(at(schemas, "Venue", "properties", "kind", "enum").toString())
        .isEqualTo("[STAGE, CINEMA, OPEN_AIR, null]");
    assertThat(at(schemas, "Venue", "properties", "opensOn", "format")).isEqualTo("date");
    assertThat(at(schemas, "VenuePatch", "required")).isNull();
    assertThat(at(schemas, "ClosedDayPatch")).isNull();
    assertThat(at(schemas, "Problem", "required").toString()).contains("code");
  }

  @Test
  void docs_page_comesWithItsParts() {
    for (String path :
        List.of("/docs", "/docs/docs.js", "/docs/swagger-ui-bundle.js", "/docs/swagger-ui.css")) {
      Reply reply = server.send(server.request("GET", path));
      assertThat(reply.status()).as(path).isEqualTo(200);
      assertThat(reply.header("Content-Security-Policy")).contains("script-src 'self'");
    }
    assertThat(server.send(server.request("GET", "/docs/index.html")).status()).isEqualTo(404);
    assertThat(server.send(server.request("GET", "/docs/..%2fx")).status()).isBetween(400, 404);
  }
}
