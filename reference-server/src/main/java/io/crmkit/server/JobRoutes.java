package io.crmkit.server;

import io.crmkit.engine.Engine;
import io.crmkit.engine.QueryReader;
import io.crmkit.job.Job;
import io.crmkit.job.JobSchedule;
import io.crmkit.job.JobService;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The jobs of an organization and their schedules: looking at them, calling off, running now. */
final class JobRoutes {
  private static final String JOBS = "/v1/jobs";
  private static final String SCHEDULES = "/v1/job-schedules";
  private static final String TAG = "jobs";

  private final Engine engine;
  private final Declaration<Job> jobs;
  private final Declaration<JobSchedule> schedules;

  JobRoutes(Parts parts) {
    this.engine = parts.crm().engine();
    this.jobs = engine.schema().type(Job.class);
    this.schedules = engine.schema().type(JobSchedule.class);
  }

  void addTo(Router router) {
    router.add(
        new Route("GET", JOBS, "listJobs", call -> list(call, jobs, JobService::list))
            .tag(TAG)
            .summary("Lists the jobs of the organization")
            .parameters(Parameters.list(jobs))
            .answers(200, "One page", Schemas.ref("JobPage")));
    router.add(
        new Route("GET", JOBS + "/{id}", "getJob", call -> job(call, JobService::get))
            .tag(TAG)
            .summary("Returns a job")
            .parameter(Parameters.id())
            .answers(200, "The job", Schemas.ref("Job"), "ETag"));
    router.add(
        action(JOBS, "cancel", "cancelJob", call -> once(call, () -> job(call, JobService::cancel)))
            .summary("Calls a job off")
            .answers(200, "The job", Schemas.ref("Job"), "ETag"));
    router.add(
        action(JOBS, "run", "runJob", call -> once(call, () -> job(call, JobService::run)))
            .summary("Makes a job due now, a dead one too")
            .answers(200, "The job", Schemas.ref("Job"), "ETag"));
    router.add(
        new Route(
                "GET",
                SCHEDULES,
                "listJobSchedules",
                call -> list(call, schedules, JobService::schedules))
            .tag(TAG)
            .summary("Lists what comes again and again")
            .parameters(Parameters.list(schedules))
            .answers(200, "One page", Schemas.ref("JobSchedulePage")));
    router.add(
        new Route("GET", SCHEDULES + "/{id}", "getJobSchedule", this::schedule)
            .tag(TAG)
            .summary("Returns a schedule")
            .parameter(Parameters.id())
            .answers(200, "The schedule", Schemas.ref("JobSchedule"), "ETag"));
    router.add(
        new Route("PATCH", SCHEDULES + "/{id}", "updateJobSchedule", this::change)
            .tag(TAG)
            .summary("Changes when a job comes, or pauses it")
            .parameter(Parameters.id())
            .parameter(Parameters.ifMatch(true))
            .takes(
                Schemas.object(
                    List.of(),
                    "cron",
                    Schemas.text(),
                    "zone",
                    Schemas.text(),
                    "isEnabled",
                    Schemas.flag()),
                ResourceRoutes.MERGE_PATCH,
                Answer.JSON)
            .answers(200, "The schedule", Schemas.ref("JobSchedule"), "ETag"));
    router.add(
        action(SCHEDULES, "run", "runJobSchedule", call -> once(call, () -> runSchedule(call)))
            .summary("Makes the job of a schedule now, unless the last one has not ended")
            .answers(
                200,
                "The job, if one was made",
                Schemas.object(List.of("jobId"), "jobId", Schemas.nullable(Schemas.id()))));
  }

  private static Route action(String path, String action, String id, Route.Handler handler) {
    return new Route("POST", path + "/{id}/" + action, id, handler)
        .tag(TAG)
        .parameter(Parameters.id())
        .mayTake(Schemas.object(List.of()));
  }

  private static Answer once(Call call, Supplier<Answer> work) {
    Map<String, @Nullable Object> body = call.objectIfAny();
    new ActionBody(body, Set.of()).done();
    return call.onceClaimed(call.session(), body, work);
  }

  private JobService service(Call call) {
    return new JobService(engine, call.session());
  }

  private <T> Map<String, @Nullable Object> plain(
      Call call, Declaration<T> type, Stored<T> stored, Set<String> fields) {
    return engine
        .platformSession(call.session().actor())
        .records(type.javaType())
        .plain(stored, fields);
  }

  private <T> Answer answer(Call call, Declaration<T> type, Stored<T> stored) {
    return Answer.json(200, plain(call, type, stored, Set.of()))
        .with("ETag", Etags.of(stored.version()));
  }

  private <T> Answer list(
      Call call, Declaration<T> type, BiFunction<JobService, Query, Page<Stored<T>>> read) {
    QueryReader.Request request = new QueryReader(call.session(), type).parameters(call.query());
    Page<Stored<T>> page = read.apply(service(call), request.query());
    return Answer.page(page, each -> plain(call, type, each, request.fields()));
  }

  private Answer job(Call call, BiFunction<JobService, Id<Job>, Stored<Job>> work) {
    Id<Job> id = call.id();
    return answer(call, jobs, work.apply(service(call), id));
  }

  private Answer schedule(Call call) {
    Id<JobSchedule> id = call.id();
    return answer(call, schedules, service(call).schedule(id));
  }

  private Answer change(Call call) {
    Id<JobSchedule> id = call.id();
    JobService service = service(call);
    Stored<JobSchedule> current = service.schedule(id);
    ActionBody body =
        new ActionBody(
            call.object(ResourceRoutes.MERGE_PATCH, Answer.JSON),
            Set.of("cron", "zone", "isEnabled"));
    String cron = body.text("cron");
    ZoneId zone = body.value("zone", ZoneId.class);
    boolean isEnabled = body.flag("isEnabled", current.value().isEnabled());
    Long expected =
        Etags.expected(call.listHeader("If-Match"), current.version(), schedules.name(), id);
    body.done();
    return answer(
        call,
        schedules,
        service.change(
            id,
            expected,
            cron == null ? current.value().cron() : cron,
            zone == null ? current.value().zone() : zone,
            isEnabled));
  }

  private Answer runSchedule(Call call) {
    Id<JobSchedule> id = call.id();
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("jobId", service(call).runSchedule(id).map(Id::toString).orElse(null));
    return Answer.json(200, shown);
  }
}
