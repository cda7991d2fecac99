package io.crmkit.job;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.record.Id;
import io.crmkit.storage.Storage;
import io.crmkit.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A CRM with a kind of job that tells a word, and nodes that notice each other's death soon. */
abstract class JobBench {
  static final Instant MONDAY = Instant.parse("2026-11-23T08:00:00Z");
  static final JobConfig QUICK = JobConfig.DEFAULT.lease(Duration.ofMillis(600)).threads(3);

  final SettableClock clock = new SettableClock(MONDAY);
  final List<String> told = Collections.synchronizedList(new ArrayList<>());
  final JobKind teller = JobKind.of("tell", run -> told.add(word(run)));
  Crm crm;
  UUID organization;
  RecordSession session;
  JobService service;

  abstract Storage emptyStorage();

  @BeforeEach
  final void open() {
    crm = Crm.builder().storage(emptyStorage()).clock(clock).job(teller).build();
    organization = crm.createOrganization("Dakar Events");
    session = session(organization, Grants.all());
    service = new JobService(crm.engine(), session);
  }

  @AfterEach
  final void close() {
    crm.close();
  }

  final RecordSession session(UUID of, Grants grants) {
    return crm.as(Actor.system(of, "test", grants)).session();
  }

  static String word(JobRun run) {
    return String.valueOf(run.payload().get("word"));
  }

  static JobRequest tell(String word) {
    return JobRequest.of("tell").payload(Map.of("word", word));
  }

  final Id<Job> enqueue(JobRequest request) {
    return service.enqueue(request).orElseThrow();
  }

  final Job job(Id<Job> id) {
    return service.get(id).value();
  }

  final JobRunner node(JobKind... kinds) {
    return new JobRunner(crm.engine(), QUICK, List.of(kinds));
  }

  final Map<Lane, Integer> ten() {
    return Map.of(Lane.of(List.of(teller), 1).get(0), 10);
  }
}
