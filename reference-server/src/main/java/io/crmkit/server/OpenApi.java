package io.crmkit.server;

import io.crmkit.http.webhook.InboundWebhook;
import io.crmkit.job.Job;
import io.crmkit.job.JobSchedule;
import io.crmkit.record.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The OpenAPI 3.1 document of the routes. Made of plain maps: custom types exist at run time only,
 * and the model classes of other makers write the types of 3.1 only with a mapper of their own.
 */
final class OpenApi {
  private static final Set<Integer> ALWAYS = Set.of(500, 503);

  private OpenApi() {}

  /** Returns the document. */
  static Map<String, Object> document(Schema schema, Collection<Route> routes) {
    Map<String, Object> schemas = new LinkedHashMap<>(CommonSchemas.all());
    schema.types().stream()
        .filter(type -> !type.isHidden() && !type.isPlatform())
        .forEach(type -> Schemas.add(schemas, type));
    Schemas.add(schemas, schema.type(Job.class));
    Schemas.add(schemas, schema.type(JobSchedule.class));
    Schemas.add(schemas, schema.type(InboundWebhook.class));
    schemas.remove("JobSchedulePatch"); // only its times can be changed
    schemas.remove("DraftCreate"); // a draft is saved as its data alone
    schemas.remove("DraftPatch");
    ImportSchemas.addTo(schemas);
    Map<String, Object> paths = new LinkedHashMap<>();
    Set<String> tags = new LinkedHashSet<>();
    for (Route route : routes) {
      tags.add(route.tag());
      @SuppressWarnings("unchecked") // every value of this map is made here
      Map<String, Object> path =
          (Map<String, Object>)
              paths.computeIfAbsent(route.path(), key -> new LinkedHashMap<String, Object>());
      path.put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    Map<String, Object> components = new LinkedHashMap<>();
    components.put("schemas", schemas);
    components.put(
        "securitySchemes",
        Map.of("bearer", Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT")));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of(
            "title",
            "CrmKit",
            "version",
            version(),
            "description",
            "Records of a CRM over HTTP",
            "license",
            Map.of("name", "Apache-2.0", "identifier", "Apache-2.0")));
    document.put("servers", List.of(Map.of("url", "/")));
    document.put("security", List.of(Map.of("bearer", List.of())));
    document.put("tags", tags.stream().map(tag -> Map.of("name", tag)).toList());
    document.put("paths", paths);
    document.put("components", components);
    return withNulls(document);
  }

  static String version() {
    String version = OpenApi.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  @SuppressWarnings("unchecked") // keys of a document are texts
  private static Map<String, Object> withNulls(Map<String, Object> document) {
    return (Map<String, Object>) java.util.Objects.requireNonNull(plain(document));
  }

  /** Writes the stand-in for null as null, and small numbers as the writer of JSON takes them. */
  private static @Nullable Object plain(Object value) {
    if (value == Schemas.NULL) {
      return null;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      map.forEach((key, each) -> plain.put((String) key, plain(each)));
      return plain;
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>();
      list.forEach(each -> plain.add(plain(each)));
      return plain;
    }
    return value;
  }

  private static Map<String, Object> operation(Route route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("operationId", route.operationId());
    operation.put("tags", List.of(route.tag()));
    operation.put("summary", route.summary());
    if (route.isPublic()) {
      operation.put("security", List.of());
    }
    List<Object> parameters = new ArrayList<>(route.parameters());
    if (mayCarryKey(route)) {
      parameters.add(Parameters.idempotencyKey());
    }
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (!route.bodies().isEmpty()) {
      Map<String, Object> content = new LinkedHashMap<>();
      route.bodies().forEach((type, schema) -> content.put(type, Map.of("schema", schema)));
      Map<String, Object> requestBody = new LinkedHashMap<>();
      requestBody.put("required", route.isBodyRequired());
      requestBody.put("content", content);
      operation.put("requestBody", requestBody);
    }
    operation.put("responses", responses(route));
    return operation;
  }

  /** Providers name their calls by themselves. */
  private static boolean mayCarryKey(Route route) {
    return route.method().equals("POST") && route.path().startsWith("/v1/");
  }

  private static Map<String, Object> responses(Route route) {
    Map<String, Object> responses = new LinkedHashMap<>();
    route.responses().forEach((status, each) -> responses.put(status.toString(), response(each)));
    for (int status : problems(route)) {
      responses.putIfAbsent(
          Integer.toString(status),
          Map.of(
              "description",
              "Refused",
              "content",
              Map.of(Answer.PROBLEM, Map.of("schema", Schemas.ref("Problem")))));
    }
    return responses;
  }

  private static Set<Integer> problems(Route route) {
    Set<Integer> statuses = new LinkedHashSet<>();
    if (!route.isPublic()) {
      statuses.addAll(List.of(401, 403, 429));
    }
    if (route.path().contains("{")) {
      statuses.add(404);
    }
    boolean isPost = mayCarryKey(route);
    if (!route.parameters().isEmpty() || !route.bodies().isEmpty() || isPost) {
      statuses.add(400);
    }
    if (!route.bodies().isEmpty()) {
      statuses.addAll(List.of(413, 415));
    }
    if (!route.bodies().isEmpty() || isPost) {
      statuses.addAll(List.of(409, 422));
    }
    for (Map<String, Object> parameter : route.parameters()) {
      if ("If-Match".equals(parameter.get("name"))) {
        statuses.add(412);
        if (Boolean.TRUE.equals(parameter.get("required"))) {
          statuses.add(428);
        }
      }
    }
    statuses.addAll(ALWAYS);
    return statuses;
  }

  private static Map<String, Object> response(Route.Response response) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("description", response.description());
    if (!response.headers().isEmpty()) {
      Map<String, Object> headers = new LinkedHashMap<>();
      response
          .headers()
          .forEach(name -> headers.put(name, Map.of("schema", Map.of("type", "string"))));
      plain.put("headers", headers);
    }
    if (!response.content().isEmpty()) {
      Map<String, Object> content = new LinkedHashMap<>();
      response.content().forEach((type, schema) -> content.put(type, Map.of("schema", schema)));
      plain.put("content", content);
    }
    return plain;
  }
}
