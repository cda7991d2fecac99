package io.crmkit.server;

import io.crmkit.record.Json;
import io.crmkit.record.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document, and the page to try it out. */
final class DocsRoutes {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String CSS = "text/css; charset=utf-8";
  private static final String SCRIPT = "text/javascript; charset=utf-8";
  private static final Map<String, String> ASSETS =
      Map.of(
          "swagger-ui.css", CSS,
          "swagger-ui-bundle.js", SCRIPT,
          "favicon-32x32.png", "image/png");

  /** Swagger UI sets styles and shows pictures inline; scripts come from here only. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private final Schema schema;
  private final Router router;
  private volatile byte @Nullable [] document;

  DocsRoutes(Schema schema, Router router) {
    this.schema = schema;
    this.router = router;
  }

  void addTo(Router to) {
    to.add(
        new Route(
                "GET", "/openapi.json", "getOpenApi", call -> Answer.bytes(Answer.JSON, openApi()))
            .open()
            .summary("Returns this document")
            .answers(200, "The document", Map.of("type", "object")));
    to.add(
        new Route("GET", "/docs", "getDocs", call -> page("index.html", HTML))
            .open()
            .summary("Shows a page to try the routes out")
            .answersAs(200, "The page", "text/html"));
    to.add(
        new Route("GET", "/docs/{asset}", "getDocsAsset", this::asset)
            .open()
            .summary("Returns a part of that page")
            .parameter(
                Map.of("name", "asset", "in", "path", "required", true, "schema", Schemas.text()))
            .answersAs(200, "The part", "*/*"));
  }

  private byte[] openApi() {
    byte[] made = document;
    if (made == null) {
      made = Json.write(OpenApi.document(schema, router.routes())).getBytes(StandardCharsets.UTF_8);
      document = made;
    }
    return made;
  }

  private Answer asset(Call call) {
    String name = call.parameter("asset");
    if (name.equals("docs.js")) {
      return page(name, SCRIPT);
    }
    String type = ASSETS.get(name);
    if (type == null) {
      throw HttpException.notFound(call.path());
    }
    return Answer.bytes(type, resource("/META-INF/resources/webjars/swagger-ui/" + webjar() + name))
        .with("Content-Security-Policy", POLICY)
        .with("Cache-Control", "public, max-age=3600");
  }

  private static Answer page(String name, String type) {
    return Answer.bytes(type, resource("docs/" + name)).with("Content-Security-Policy", POLICY);
  }

  private static String webjar() {
    try (InputStream stream =
        DocsRoutes.class.getResourceAsStream(
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      Properties properties = new Properties();
      if (stream == null) {
        throw new IllegalStateException("the webjar of Swagger UI is missing");
      }
      properties.load(stream);
      return properties.getProperty("version") + "/";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream stream = DocsRoutes.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
