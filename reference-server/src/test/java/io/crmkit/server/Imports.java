package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import example.venue.Venue;
import io.crmkit.record.RecordRules;
import io.crmkit.server.TestServer.Reply;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Calls about imports, and files for them. */
final class Imports {
  private static final String BOUNDARY = "----crmkit";

  private Imports() {}

  static Reply send(TestServer server, String path, String csv, String... headers) {
    return send(server, path, "text/csv", csv.getBytes(StandardCharsets.UTF_8), headers);
  }

  static Reply send(TestServer server, String path, String type, byte[] body, String... headers) {
    HttpRequest.Builder request =
        server
            .request("POST", path)
            .header("Authorization", "Bearer " + server.admin)
            .POST(BodyPublishers.ofByteArray(body));
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    return server.send(request);
  }

  /** Sends a form of parts, each given as its name, or its name and file name, and its content. */
  static Reply sendForm(TestServer server, String path, String... parts) {
    String type = "multipart/form-data; boundary=" + BOUNDARY;
    return send(server, path, type, form(parts).getBytes(StandardCharsets.UTF_8));
  }

  static String form(String... parts) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < parts.length; i += 2) {
      boolean isFile = !parts[i].equals("mapping");
      form.append("--").append(BOUNDARY).append("\r\nContent-Disposition: form-data; name=\"");
      form.append(parts[i]).append('"').append(isFile ? "; filename=\"x.csv\"" : "");
      form.append("\r\n").append(isFile ? "Content-Type: application/vnd.ms-excel\r\n" : "");
      form.append("\r\n").append(parts[i + 1]).append("\r\n");
    }
    return form.append("--").append(BOUNDARY).append("--\r\n").toString();
  }

  /** Returns the run that an answer tells of, once it has ended. */
  static Reply ended(TestServer server, Reply accepted) {
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    String location = accepted.header("Location");
    return await()
        .atMost(Duration.ofMinutes(8))
        .until(
            () -> server.get(location),
            run -> run.status() != 200 || !"RUNNING".equals(run.body().get("state")));
  }

  static void assertCounts(
      Reply run, long read, long created, long updated, long skipped, long rejected) {
    assertThat(run.body())
        .as(run.text())
        .containsEntry("state", "DONE")
        .containsEntry("read", read)
        .containsEntry("created", created)
        .containsEntry("updated", updated)
        .containsEntry("skipped", skipped)
        .containsEntry("rejected", rejected);
  }

  static long count(TestServer server, String filter) {
    return (Long) server.get("/v1/venues?limit=1&count=true&" + filter).body().get("total");
  }

  /** Returns a table of venues that are called by a letter and a number from 1 on. */
  static String venues(String letter, int rows) {
    StringBuilder csv = new StringBuilder("name,capacity,code\n");
    for (int i = 1; i <= rows; i++) {
      csv.append(letter).append(i).append(",10,").append(letter).append(i).append('\n');
    }
    return csv.toString();
  }

  /** Holds an import behind the commit of the venue of a name, until it is let go. */
  static final class Gate implements RecordRules<Venue> {
    final CountDownLatch reached = new CountDownLatch(1);
    final CountDownLatch open = new CountDownLatch(1);
    private final String name;

    Gate(String name) {
      this.name = name;
    }

    @Override
    public void afterCommit(Change<Venue> change) {
      if (change.value().name().equals(name)) {
        reached.countDown();
        try {
          open.await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
