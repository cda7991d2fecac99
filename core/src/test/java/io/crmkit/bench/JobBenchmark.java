package io.crmkit.bench;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.job.Job;
import io.crmkit.job.JobConfig;
import io.crmkit.job.JobKind;
import io.crmkit.job.JobRequest;
import io.crmkit.job.JobRunner;
import io.crmkit.job.JobState;
import io.crmkit.record.Condition;
import io.crmkit.sales.Contact;
import io.crmkit.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a job costs the transaction that makes it, how fast due jobs are drained by as many nodes as
 * the database has, and how long one waits for its start when nothing else is to be done.
 * Arguments: {@code sqlite} or {@code postgresql}, the number of pairs, of jobs to drain, and of
 * jobs to wait for.
 */
final class JobBenchmark {
  private static final int OPERATIONS = 300;

  private final BenchDatabase database;
  private final AtomicInteger done = new AtomicInteger();
  private final BlockingQueue<Long> startedAt = new LinkedBlockingQueue<>();
  private final JobKind counter = JobKind.of("count", run -> done.incrementAndGet());
  private final JobKind clock = JobKind.of("clock", run -> startedAt.add(System.nanoTime()));
  private int next = 1;

  private JobBenchmark(BenchDatabase database) {
    this.database = database;
  }

  public static void main(String[] arguments) throws Exception {
    int pairs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 11;
    int jobs = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10_000;
    int waits = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 300;
    try (BenchDatabase database =
        BenchDatabase.start(arguments.length > 0 ? arguments[0] : "sqlite")) {
      JobBenchmark benchmark = new JobBenchmark(database);
      Storage storage = database.storage();
      try (Crm crm = benchmark.crm(storage)) {
        RecordSession session = benchmark.session(crm);
        benchmark.enqueue(session, pairs);
        benchmark.drain(crm, session, jobs);
        benchmark.start(crm, session, waits);
      }
    }
  }

  private Crm crm(Storage storage) {
    return Crm.builder().storage(storage).job(counter).job(clock).build();
  }

  private RecordSession session(Crm crm) {
    return crm.as(Actor.system(crm.createOrganization("Bench"), "bench", Grants.all())).session();
  }

  private void enqueue(RecordSession session, int pairs) {
    Comparison.header();
    new Comparison(pairs, "")
        .run(
            database.name() + ": create a contact and a job, against the contact alone",
            "≤ 1.1",
            OPERATIONS,
            i -> create(session, JobRequest.of("later").payload(Map.of("word", "w" + i))),
            i -> create(session, null));
  }

  private void create(RecordSession session, @Nullable JobRequest job) {
    Contact contact = SampleContacts.contact(next++);
    session.transact(
        joined -> {
          if (job != null) {
            job.enqueue(joined.rules());
          }
          return joined.records(Contact.class).create(contact);
        });
  }

  /** On a file there is one process; on a server two nodes share the work. */
  private void drain(Crm crm, RecordSession session, int jobs) throws InterruptedException {
    List<Double> rates = new ArrayList<>();
    for (int round = 0; round < 4; round++) {
      done.set(0);
      for (int made = 0; made < jobs; made += 500) {
        int from = made;
        session.transact(
            joined -> {
              for (int i = from; i < Math.min(jobs, from + 500); i++) {
                JobRequest.of("count").payload(Map.of("word", "w" + i)).enqueue(joined.rules());
              }
              return from;
            });
      }
      long begin = System.nanoTime();
      try (JobRunner one = node(crm);
          JobRunner two = node(crm)) {
        one.start();
        if (database.isPostgres()) {
          two.start();
        }
        while (done.get() < jobs || countIn(crm, JobState.RUNNING) > 0) {
          TimeUnit.MILLISECONDS.sleep(5);
        }
      }
      if (round > 0) { // the first warms up
        rates.add(jobs / ((System.nanoTime() - begin) / 1e9));
      }
      if (done.get() != jobs) {
        throw new IllegalStateException(done.get() + " runs of " + jobs + " jobs");
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%s: %d due jobs drained at %.0f a second (%.0f–%.0f), %d node(s)%n",
        database.name(),
        jobs,
        rates.stream().sorted().toList().get(rates.size() / 2),
        rates.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        rates.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        database.isPostgres() ? 2 : 1);
  }

  private JobRunner node(Crm crm) {
    return new JobRunner(crm.engine(), JobConfig.DEFAULT, List.of(counter, clock));
  }

  private static long countIn(Crm crm, JobState state) {
    return crm.engine()
        .platform()
        .count(Job.class, Condition.eq("state", state), Integer.MAX_VALUE);
  }

  private void start(Crm crm, RecordSession session, int waits) throws InterruptedException {
    List<Double> millis = new ArrayList<>();
    try (JobRunner node = node(crm)) {
      node.start();
      for (int i = 0; i < waits; i++) {
        TimeUnit.MILLISECONDS.sleep(20 + i * 37L % 160); // wherever the node is in its pause
        long dueIn = 30 + i * 53L % 200;
        long due = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(dueIn);
        JobRequest request = JobRequest.of("clock").at(session.clock().instant().plusMillis(dueIn));
        session.transact(joined -> request.enqueue(joined.rules()));
        millis.add((startedAt.take() - due) / 1e6);
      }
    }
    List<Double> sorted = millis.stream().sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%s: from due to start when idle, p50 %.0f ms, p99 %.0f ms of %d%n",
        database.name(),
        sorted.get(sorted.size() / 2),
        sorted.get((int) (sorted.size() * 0.99)),
        sorted.size());
  }
}
