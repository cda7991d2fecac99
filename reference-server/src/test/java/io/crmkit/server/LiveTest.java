package io.crmkit.server;

import static io.crmkit.server.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.record.Json;
import io.crmkit.server.TestServer.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class LiveTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** A stream that is being read. */
  private static final class Stream implements AutoCloseable {
    final HttpResponse<InputStream> response;
    private final BufferedReader reader;

    Stream(String query, String... headers) throws Exception {
      this(query, server.admin, List.of(headers));
    }

    Stream(String query, String token, List<String> headers) throws Exception {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.uri("/v1/events" + query))
              .header("Accept", "text/event-stream");
      if (token != null) {
        request.header("Authorization", "Bearer " + token);
      }
      for (int i = 0; i < headers.size(); i += 2) {
        request.header(headers.get(i), headers.get(i + 1));
      }
      response = server.client.send(request.build(), BodyHandlers.ofInputStream());
      reader = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Returns the next event, or null at the end. */
    Map<String, String> next() throws IOException {
      Map<String, String> event = new java.util.LinkedHashMap<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isEmpty() && !event.isEmpty()) {
          return event;
        }
        int colon = line.indexOf(": ");
        if (colon > 0) {
          event.put(line.substring(0, colon), line.substring(colon + 2));
        }
      }
      return null;
    }

    @Override
    public void close() throws IOException {
      response.body().close();
    }
  }

  @Test
  void stream_changes_comeAsTheyHappen() throws Exception {
    try (Stream stream = new Stream("?types=venue")) {
      String id = server.venue("Live", 1);
      server.post("/v1/closed-days", json("day", "2026-01-01"));
      server.call("PATCH", "/v1/venues/" + id, json("name", "Lively"), "If-Match", "*");

      assertThat(stream.response.statusCode()).isEqualTo(200);
      assertThat(stream.response.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
      Map<String, String> made = stream.next();
      Map<String, String> changed = stream.next();
      assertThat(made).containsEntry("event", "venue.created");
      assertThat(changed).containsEntry("event", "venue.updated");
      Map<?, ?> data = (Map<?, ?>) Json.read(changed.get("data"));
      assertThat(data.get("recordId")).isEqualTo(id);
      assertThat(data.get("version")).isEqualTo(2L);
      assertThat(data.get("changes"))
          .isEqualTo(Map.of("name", Map.of("from", "Live", "to", "Lively")));
    }
  }

  @Test
  void stream_resumed_missesAndRepeatsNothing() throws Exception {
    List<String> seen = new ArrayList<>();
    String last;
    try (Stream stream = new Stream("?types=venue")) {
      for (int i = 0; i < 5; i++) {
        server.venue("First" + i, i);
      }
      for (int i = 0; i < 3; i++) {
        seen.add(name(stream.next()));
      }
      last = "";
      Map<String, String> third = stream.next();
      seen.add(name(third));
      last = third.get("id");
    }
    for (int i = 0; i < 3; i++) {
      server.venue("Away" + i, i);
    }

    try (Stream stream = new Stream("?types=venue", "Last-Event-ID", last);
        Stream byParameter = new Stream("?types=venue&lastEventId=" + last)) {
      server.venue("Back", 1);
      for (int i = 0; i < 5; i++) {
        seen.add(name(stream.next()));
      }
      assertThat(name(byParameter.next())).isEqualTo("First4");
    }

    assertThat(seen)
        .containsExactly(
            "First0", "First1", "First2", "First3", "First4", "Away0", "Away1", "Away2", "Back");
  }

  private static String name(Map<String, String> event) {
    Map<?, ?> changes = (Map<?, ?>) ((Map<?, ?>) Json.read(event.get("data"))).get("changes");
    return (String) ((Map<?, ?>) changes.get("name")).get("to");
  }

  @Test
  void stream_filters_areObeyed() throws Exception {
    String id = server.venue("Watched", 1);
    String where = URLEncoder.encode("{\"capacity\": {\"gte\": 500}}", StandardCharsets.UTF_8);
    try (Stream one = new Stream("?recordId=" + id);
        Stream large = new Stream("?types=venue&where=" + where)) {
      server.venue("Small", 2);
      server.venue("Large", 501);
      server.call("PATCH", "/v1/venues/" + id, json("name", "Seen"), "If-Match", "*");

      assertThat(one.next()).containsEntry("event", "venue.updated");
      assertThat(name(large.next())).isEqualTo("Large");
    }
  }

  @Test
  void stream_ticket_countsOnce() throws Exception {
    Reply ticket = server.post("/v1/events/tickets", null);
    assertThat(ticket.body()).containsEntry("expiresIn", 60L);
    String query = "?types=venue&ticket=" + ticket.body().get("ticket");

    try (Stream stream = new Stream(query, null, List.of());
        Stream again = new Stream(query, null, List.of())) {
      server.venue("Ticket", 1);
      assertThat(name(stream.next())).isEqualTo("Ticket");
      assertThat(again.response.statusCode()).isEqualTo(401);
    }
  }

  @Test
  void stream_otherOrganization_isSilent() throws Exception {
    var other = server.crm.createOrganization("Other");
    server.addMember(other, "live@other.example", "ADMIN");
    String token = server.login("live@other.example");
    try (Stream stream = new Stream("", token, List.of())) {
      server.venue("Secret", 1);
      server.callAs(token, "POST", "/v1/venues", json("name", "Own", "capacity", 1L));

      assertThat(name(stream.next())).isEqualTo("Own");
    }
  }

  @Test
  void stream_closedByItsReader_isForgotten() throws Exception {
    int before = server.server.streams();
    try (Stream stream = new Stream("")) {
      assertThat(stream.response.statusCode()).isEqualTo(200);
      assertThat(server.server.streams()).isEqualTo(before + 1);
    }

    Awaitility.await()
        .until(
            () -> {
              server.venue("Noise", 1);
              return server.server.streams() <= before;
            });
  }

  @Test
  void pull_behindAPosition_returnsTheRest() {
    server.venue("Pull", 1);
    Reply all = server.get("/v1/events?types=venue&limit=1000");
    Map<?, ?> first = (Map<?, ?>) all.list("items").get(0);

    Reply rest = server.get("/v1/events?types=venue&limit=1&after=" + first.get("id"));

    assertThat(all.body()).containsOnlyKeys("items", "position");
    assertThat(first.get("event")).isEqualTo("venue.created");
    assertThat(rest.list("items").size()).isLessThanOrEqualTo(1);
    Reply end = server.get("/v1/events?after=" + all.body().get("position"));
    assertThat(end.status()).isEqualTo(200);
  }
}
