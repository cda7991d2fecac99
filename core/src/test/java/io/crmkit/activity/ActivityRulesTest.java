package io.crmkit.activity;

import static io.crmkit.testkit.SalesFixtures.opportunity;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ConversionRequest;
import io.crmkit.sales.Lead;
import io.crmkit.sales.LeadService;
import io.crmkit.sales.LeadStatus;
import io.crmkit.sales.Opportunity;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ActivityRulesTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final ActivityService service = new ActivityService(session);
  private final Records<Activity> activities = session.records(Activity.class);
  private Id<Account> account;
  private Id<Contact> contact;
  private Id<Lead> lead;
  private Id<Opportunity> sale;

  @BeforeEach
  void begin() {
    SalesFixtures.pipeline(session, "Sales");
    account = session.records(Account.class).createPlain(Map.of("name", "Baobab")).id();
    contact =
        session
            .records(Contact.class)
            .createPlain(Map.of("company", "Baobab", "accountId", account.toString()))
            .id();
    lead = session.records(Lead.class).createPlain(Map.of("company", "Acacia")).id();
    sale =
        session
            .records(Opportunity.class)
            .create(opportunity("Baobab").toBuilder().accountId(account).build())
            .id();
  }

  @AfterEach
  void end() {
    crm.close();
  }

  private static Activity activity(ActivityType type, Ref about) {
    return Activity.builder().type(type).subject("Talk").relatedTo(about).build();
  }

  private Ref ref(String type) {
    return switch (type) {
      case "account" -> Ref.to(type, account);
      case "contact" -> Ref.to(type, contact);
      case "lead" -> Ref.to(type, lead);
      default -> Ref.to(type, sale);
    };
  }

  @ParameterizedTest
  @CsvSource({"account", "contact", "opportunity"})
  void log_aboutSomethingOfAnAccount_isTheAccountsToo(String type) {
    Activity logged = activities.create(activity(ActivityType.CALL, ref(type))).value();

    assertThat(logged.accountId()).isEqualTo(account);
    assertThat(logged.occurredAt()).isEqualTo(TestCrm.START);
    assertThat(logged.status()).isEqualTo(ActivityStatus.DONE);
    assertThat(logged.ownerId().value()).isEqualTo(crm.rep());
    assertThat(session.records(Account.class).get(account).value().health().lastActivityAt())
        .isEqualTo(TestCrm.START);
  }

  @Test
  void log_aboutASale_isItsLastActivity() {
    crm.clock().advance(Duration.ofHours(1));
    activities.create(activity(ActivityType.NOTE, ref("opportunity")));
    activities.create(
        activity(ActivityType.NOTE, ref("opportunity")).toBuilder()
            .occurredAt(TestCrm.START)
            .build());

    assertThat(session.records(Opportunity.class).get(sale).value().progress().lastActivityAt())
        .isEqualTo(TestCrm.START.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "CALL, , CONTACTED",
    "MEETING, , CONTACTED",
    "EMAIL, , CONTACTED",
    "EMAIL, OUTBOUND, CONTACTED",
    "EMAIL, INBOUND, NEW",
    "NOTE, , NEW",
    "TASK, , NEW"
  })
  void log_firstOutgoing_contactsANewLead(
      ActivityType type, MailDirection direction, LeadStatus status) {
    Activity wanted = activity(type, ref("lead")).toBuilder().status(ActivityStatus.DONE).build();
    if (direction == null) {
      activities.create(wanted);
    } else {
      captured(direction);
    }

    Lead after = session.records(Lead.class).get(lead).value();
    assertThat(after.status()).isEqualTo(status);
    assertThat(after.engagement().lastActivityAt()).isEqualTo(TestCrm.START);
  }

  /** Captured mail is written by rules, which may set its facts. */
  private void captured(MailDirection direction) {
    Activity mail =
        activity(ActivityType.EMAIL, ref("lead")).toBuilder()
            .email(
                new EmailFacts(
                    "<1@x>", "t", direction, "a@b.example", List.of(), List.of(), 0, null))
            .build();
    crm.asRule(context -> context.create(Activity.class, mail));
  }

  @Test
  void log_plannedMeeting_countsOnceItIsDone() {
    Id<Activity> id =
        service
            .log(
                activity(ActivityType.MEETING, ref("lead")).toBuilder()
                    .status(ActivityStatus.PLANNED)
                    .build(),
                List.of(new ActivityLink(null, ref("opportunity"), ParticipantRole.RELATED)))
            .id();
    assertThat(session.records(Lead.class).get(lead).value().status()).isEqualTo(LeadStatus.NEW);

    Stored<Activity> done = service.complete(id, null, "Liked it");

    assertThat(done.value().schedule().completedAt()).isEqualTo(TestCrm.START);
    assertThat(done.value().outcome()).isEqualTo("Liked it");
    assertThat(session.records(Lead.class).get(lead).value().status())
        .isEqualTo(LeadStatus.CONTACTED);
    assertThat(session.records(Opportunity.class).get(sale).value().progress().lastActivityAt())
        .isEqualTo(TestCrm.START);
  }

  @Test
  void task_isPlannedUntilItIsDone() {
    Stored<Activity> task = activities.create(activity(ActivityType.TASK, null));
    assertThat(task.value().status()).isEqualTo(ActivityStatus.PLANNED);
    assertThat(task.value().accountId()).isNull();

    service.complete(task.id(), task.version(), null);
    crm.clock().advance(Duration.ofDays(1));
    activities.updatePlain(task.id(), null, Map.of("subject", "Done"));
    assertThat(activities.get(task.id()).value().schedule().completedAt()).isEqualTo(TestCrm.START);

    activities.updatePlain(task.id(), null, Map.of("status", "CANCELLED"));
    assertThat(activities.get(task.id()).value().schedule().completedAt()).isNull();
    activities.delete(task.id(), null);
  }

  @Test
  void relatedTo_aConvertedLead_isItsAccounts() {
    var converted = new LeadService(session).convert(lead, null, ConversionRequest.usual());

    assertThat(activities.create(activity(ActivityType.CALL, ref("lead"))).value().accountId())
        .isEqualTo(converted.accountId());
  }

  @Test
  void relatedTo_nothingOrATypeThatMayNot_isRefused() {
    for (Ref wrong :
        List.of(new Ref("account", TestCrm.NOBODY), new Ref("pipeline", TestCrm.NOBODY))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> activities.create(activity(ActivityType.CALL, wrong)));
    }
    Id<TestCrm.Project> project =
        session.records(TestCrm.Project.class).create(new TestCrm.Project("Build")).id();
    assertThat(
            activities
                .create(activity(ActivityType.CALL, Ref.to("project", project)))
                .value()
                .accountId())
        .isNull();
  }

  @Test
  void reminders_ofMineAndDue_areListedInOrder() {
    List<String> subjects = new ArrayList<>();
    for (int day : List.of(3, 1, 9)) {
      activities.createPlain(
          Map.of(
              "type",
              "TASK",
              "subject",
              "in " + day,
              "schedule",
              Map.of(
                  "remindAt", TestCrm.START.plus(Duration.ofDays(day)).toString(),
                  "dueAt", TestCrm.START.plus(Duration.ofDays(day + 1)).toString())));
    }
    var until = TestCrm.START.plus(Duration.ofDays(3));

    service.reminders(until, 10).forEach(each -> subjects.add(each.value().subject()));

    assertThat(subjects).containsExactly("in 1", "in 3");
    assertThat(service.due(until, 10)).hasSize(1);
    assertThat(new ActivityService(crm.as(crm.newMember(), Grants.all())).reminders(until, 10))
        .isEmpty();
    assertThat(new ActivityService(crm.system()).reminders(until, 10)).isEmpty();
  }

  @Test
  void timeline_pageByPage_isNewestFirstAndWhole() {
    for (int i = 0; i < 7; i++) {
      crm.clock().advance(Duration.ofMinutes(1));
      activities.create(activity(ActivityType.CALL, ref(i % 2 == 0 ? "opportunity" : "account")));
      crm.clock().advance(Duration.ofMinutes(1));
      session.records(Opportunity.class).updatePlain(sale, null, Map.of("name", "Baobab " + i));
    }
    service.log(
        activity(ActivityType.NOTE, null),
        List.of(
            new ActivityLink(null, ref("opportunity"), ParticipantRole.RELATED),
            new ActivityLink(null, ref("account"), ParticipantRole.RELATED)));
    TimelineService timeline = new TimelineService(session);

    List<TimelineEntry> all = timeline.of(ref("opportunity"), null, 200).items();
    List<TimelineEntry> paged = new ArrayList<>();
    String cursor = null;
    do {
      Page<TimelineEntry> page = timeline.of(ref("opportunity"), cursor, 3);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
      paged.addAll(page.items());
      cursor = page.nextCursor();
    } while (cursor != null);

    assertThat(paged).isEqualTo(all).doesNotHaveDuplicates();
    assertThat(all).isSortedAccordingTo((a, b) -> b.at().compareTo(a.at()));
    assertThat(all).filteredOn(entry -> entry.source().equals("activity")).hasSize(5);
    assertThat(all).filteredOn(entry -> entry.event() != null).hasSizeGreaterThan(7);
    assertThat(timeline.of(ref("account"), null, 200).items())
        .filteredOn(entry -> entry.stored() != null)
        .hasSize(8);
  }

  @Test
  void timeline_wrongly_isRefused() {
    TimelineService timeline = new TimelineService(session);

    for (String cursor : List.of("?", "e30x", "WzFd", "eyJhY3Rpdml0eSI6IngifQ")) {
      assertThatExceptionOfType(InvalidRequestException.class)
          .isThrownBy(() -> timeline.of(ref("account"), cursor, 10));
    }
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> timeline.of(ref("account"), null, 0));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> timeline.of(new Ref("account", TestCrm.NOBODY), null, 10));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> timeline.of(new Ref("nope", TestCrm.NOBODY), null, 10));
  }

  @Test
  void timeline_furtherSources_areMergedIn() {
    TimelineSource orders =
        new TimelineSource() {
          @Override
          public String name() {
            return "order";
          }

          @Override
          public List<TimelineEntry> entries(
              RecordSession session, Ref record, String after, int limit) {
            return after != null
                ? List.of()
                : List.of(
                    new TimelineEntry(
                        TestCrm.START.plusSeconds(9), name(), TestCrm.NOBODY, null, null, "1"));
          }
        };

    List<TimelineEntry> entries =
        new TimelineService(session, List.of(orders)).of(ref("account"), null, 10).items();

    assertThat(entries.get(0).source()).isEqualTo("order");
  }
}
