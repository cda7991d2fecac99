package io.crmkit.job;

import io.crmkit.engine.Engine;
import io.crmkit.engine.PlatformReads;
import io.crmkit.engine.PlatformUnit;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Makes the jobs of schedules whose time has come, each once across the cluster. */
final class Schedules {
  private static final int MOST_AT_ONCE = 100;

  private final Engine engine;

  Schedules(Engine engine) {
    this.engine = engine;
  }

  /** Makes what is due, and returns how many schedules came. */
  int makeDue() {
    Query due =
        Query.where(
                Condition.all(
                    Condition.eq("isEnabled", true),
                    Condition.compare("nextRunAt", Op.LTE, engine.clock().instant())))
            .sort("nextRunAt")
            .limit(MOST_AT_ONCE);
    if (engine.platform().list(JobSchedule.class, due).items().isEmpty()) {
      return 0;
    }
    return engine.platform(
        unit -> {
          List<Stored<JobSchedule>> claimed = unit.claim(JobSchedule.class, due);
          for (Stored<JobSchedule> schedule : claimed) {
            unit.post(Job.class, job(schedule, unit.now()));
            unit.update(JobSchedule.class, schedule, schedule.value().ran(unit.now()));
          }
          return claimed.size();
        });
  }

  /** Stores when kinds come by themselves, unless that is stored already. */
  void store(Collection<JobKind> kinds) {
    for (JobKind kind : kinds) {
      String cron = kind.isForEach() ? null : kind.cron();
      if (cron != null && !isStored(engine.platform(), kind)) {
        engine.platform(
            unit -> {
              unit.lockNames(List.of("job-schedule::" + kind));
              return isStored(unit, kind)
                  ? Optional.empty()
                  : unit.post(
                      JobSchedule.class,
                      JobSchedule.of(kind.name(), null, cron, ZoneOffset.UTC, unit.now()));
            });
      }
    }
    if (kinds.stream().anyMatch(JobKind::isForEach)) {
      List<UUID> page = engine.directory().organizations(null, MOST_AT_ONCE);
      while (!page.isEmpty()) {
        storeFor(page, kinds);
        page = engine.directory().organizations(page.get(page.size() - 1), MOST_AT_ONCE);
      }
    }
  }

  /** Stores when kinds come for these organizations, unless that is stored already. */
  void storeFor(List<UUID> organizations, Collection<JobKind> kinds) {
    List<Id<?>> ids = new ArrayList<>();
    organizations.forEach(each -> ids.add(new Id<>(each)));
    for (JobKind kind : kinds) {
      String cron = kind.isForEach() ? kind.cron() : null;
      if (cron == null) {
        continue;
      }
      Condition ofThese =
          Condition.all(Condition.eq("kind", kind.name()), Condition.in("organization", ids));
      Set<Id<?>> missing = new LinkedHashSet<>(ids);
      engine
          .platform()
          .list(JobSchedule.class, Query.where(ofThese).limit(ids.size()))
          .items()
          .forEach(known -> missing.remove(known.value().organization()));
      if (!missing.isEmpty()) {
        engine.platform(
            unit -> {
              missing.forEach(id -> unit.post(JobSchedule.class, schedule(kind, cron, id, unit)));
              return missing;
            });
      }
    }
  }

  private JobSchedule schedule(JobKind kind, String cron, Id<?> organization, PlatformUnit unit) {
    ZoneId zone = engine.directory().settings(organization.value()).zone();
    return JobSchedule.of(kind.name(), organization, cron, zone, unit.now());
  }

  private static boolean isStored(PlatformReads reads, JobKind kind) {
    Condition ofStore =
        Condition.all(
            Condition.eq("kind", kind.name()), new Condition.IsNull("organization", true));
    return reads.count(JobSchedule.class, ofStore, 1) > 0;
  }

  /** Returns the job of a schedule; there is one at a time. */
  static Job job(Stored<JobSchedule> schedule, Instant now) {
    JobSchedule value = schedule.value();
    return JobRequest.of(value.kind())
        .uniqueKey("schedule:" + schedule.id())
        .job(value.organization(), now);
  }
}
