package io.crmkit.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Calls one by one, before anything is measured, and the contacts that are called for. */
final class Setup {
  static final String EMAIL = "admin@bench.example";
  static final String PASSWORD = "correct horse battery";
  private static final int BATCH = 500;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI address;
  private String token = "";

  Setup(URI address) {
    this.address = address;
  }

  /** Logs the administrator in, and returns the line of a head that says so. */
  String login() throws IOException, InterruptedException {
    JsonNode login =
        call(
            "POST",
            "/v1/auth/login",
            "{\"email\": \"" + EMAIL + "\", \"password\": \"" + PASSWORD + "\"}");
    token = login.path("accessToken").asText();
    return "Authorization: Bearer " + token + "\r\n";
  }

  /** Makes so many contacts, and returns their ids. */
  List<String> contacts(int count) throws IOException, InterruptedException {
    List<String> ids = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      List<String> rows = new ArrayList<>();
      for (int i = from; i < Math.min(count, from + BATCH); i++) {
        rows.add("{\"op\": \"create\", \"value\": " + contact(i) + "}");
      }
      String body = "{\"atomic\": true, \"rows\": [" + String.join(",", rows) + "]}";
      for (JsonNode result : call("POST", "/v1/contacts/batch", body).path("results")) {
        ids.add(result.path("id").asText());
      }
    }
    if (ids.size() != count || ids.contains("")) {
      throw new IllegalStateException("not all contacts were made");
    }
    return ids;
  }

  /**
   * Returns a contact by its number; each of the first million has words and a phone of its own.
   */
  static String contact(int i) {
    return String.format(
        Locale.ROOT,
        """
        {"name": {"first": "Awa", "last": "Diop%d"}, "email": "awa.diop%d@example.com",
        "phone": "+22177%07d", "company": "Société Générale de Test %d", "role": "Acheteuse",
        "status": "%s"}""",
        i,
        i,
        1_000_000 + i,
        i % 500,
        i % 3 == 0 ? "CUSTOMER" : "LEAD");
  }

  JsonNode call(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("Content-Type", "application/json");
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IllegalStateException(method + " " + path + ": " + response.body());
    }
    return json.readTree(response.body());
  }
}
