package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobService;
import io.crmkit.server.TestServer.Reply;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class JobRoutesTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server = new TestServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static JobService jobs(UUID organization) {
    Actor actor = Actor.system(organization, "test", Grants.all());
    return new JobService(server.crm.engine(), server.crm.as(actor).session());
  }

  private static String job(String kind) {
    JobRequest request = JobRequest.of(kind).payload(Map.of("word", "hello"));
    return jobs(server.organization).enqueue(request).orElseThrow().toString();
  }

  @Test
  void list_jobs_showsThoseOfTheOrganization() {
    String id = job("listed");
    UUID other = server.crm.createOrganization("Elsewhere");
    String theirs = jobs(other).enqueue(JobRequest.of("listed")).orElseThrow().toString();

    Reply page = server.get("/v1/jobs?kind=listed&sort=-runAt&count=true");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.body()).containsEntry("total", 1L);
    Map<?, ?> shown = (Map<?, ?>) page.list("items").get(0);
    assertThat(shown.get("id")).isEqualTo(id);
    assertThat(shown.get("state")).isEqualTo("SCHEDULED");
    assertThat(shown.get("payload")).isEqualTo(Map.of("word", "hello"));
    assertThat(server.get("/v1/jobs/" + theirs).status()).isEqualTo(404);
    assertThat(server.post("/v1/jobs/" + theirs + "/cancel", "{}").status()).isEqualTo(404);
    assertThat(server.get("/v1/jobs?kind.like=x").status()).isEqualTo(400);
  }

  @Test
  void cancel_job_isFinal() {
    String id = job("cancelled");

    Reply cancelled =
        server.call("POST", "/v1/jobs/" + id + "/cancel", "{}", "Idempotency-Key", "c1");
    Reply replayed =
        server.call("POST", "/v1/jobs/" + id + "/cancel", "{}", "Idempotency-Key", "c1");
    Reply again = server.post("/v1/jobs/" + id + "/cancel", "");

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.body()).containsEntry("state", "CANCELLED");
    assertThat(replayed.body()).isEqualTo(cancelled.body());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("JOB_ENDED");
    assertThat(server.post("/v1/jobs/" + id + "/run", "").status()).isEqualTo(409);
    assertThat(server.post("/v1/jobs/" + id + "/run", "{\"x\": 1}").status()).isEqualTo(422);
  }

  @Test
  void run_waitingJob_isDueNow() {
    String id = job("waiting");

    Reply run = server.post("/v1/jobs/" + id + "/run", "");

    assertThat(run.status()).isEqualTo(200);
    assertThat(run.body()).containsEntry("state", "SCHEDULED");
  }

  @Test
  void schedule_changedAndRun_saysWhenItComes() {
    jobs(server.organization).schedule("digest", "0 9 * * *", null, true);
    Map<?, ?> schedule =
        (Map<?, ?>) server.get("/v1/job-schedules?kind=digest").list("items").get(0);
    String path = "/v1/job-schedules/" + schedule.get("id");

    Reply changed =
        server.call(
            "PATCH",
            path,
            "{\"cron\": \"30 7 * * 1\", \"zone\": \"Europe/Paris\"}",
            "If-Match",
            "*");
    Reply paused = server.call("PATCH", path, "{\"isEnabled\": false}", "If-Match", "\"2\"");

    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.body())
        .containsEntry("cron", "30 7 * * 1")
        .containsEntry("zone", "Europe/Paris");
    assertThat(paused.body()).containsEntry("isEnabled", false).containsEntry("nextRunAt", null);
    assertThat(server.get(path).body()).isEqualTo(paused.body());
    assertThat(server.call("PATCH", path, "{}").status()).isEqualTo(428);
    assertThat(server.call("PATCH", path, "{}", "If-Match", "\"1\"").status()).isEqualTo(412);
    Reply wrong = server.call("PATCH", path, "{\"cron\": \"61 * * * *\"}", "If-Match", "*");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.list("errors").toString()).contains("INVALID_CRON");
    assertThat(server.post(path + "/run", "").body().get("jobId")).isInstanceOf(String.class);
    assertThat(server.post(path + "/run", "").body()).containsEntry("jobId", null);
  }

  @Test
  void jobs_withoutTheRight_areForbidden() {
    String email = "rep-of-jobs@example.com";
    server.post(
        "/v1/users",
        "{\"email\": \""
            + email
            + "\", \"name\": \"Rep\", \"roles\": [\"SALES\"], \"password\": \""
            + TestServer.PASSWORD
            + "\"}");
    String token = server.login(email);

    for (String path : List.of("/v1/jobs", "/v1/job-schedules")) {
      assertThat(server.callAs(token, "GET", path, "").status()).isEqualTo(403);
    }
    assertThat(server.callAs(token, "POST", "/v1/jobs/" + job("kept") + "/cancel", "{}").status())
        .isIn(403, 404);
  }
}
