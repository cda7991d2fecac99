package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.identity.Device;
import io.crmkit.identity.MemberService;
import io.crmkit.identity.Organization;
import io.crmkit.identity.PersonName;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.SearchText;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Contact;
import io.crmkit.sales.Opportunity;
import io.crmkit.sales.Pipeline;
import io.crmkit.sales.PipelineService;
import io.crmkit.sales.SalesDefaults;
import io.crmkit.sales.Stage;
import io.crmkit.sales.StageSummary;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A sample organization. Loaded once; what is there is left as it is. */
final class DemoData {
  static final String PASSWORD = "crmkit-demo";
  static final String ADMIN = "admin@demo.example";
  static final String SALES = "sales@demo.example";
  private static final String NAME = "Demo Lumière Events";
  private static final Device HERE = new Device("127.0.0.1", "demo", null);

  private final RecordSession session;

  /** A company, whom to talk to, what it might buy, and who is responsible. */
  private record Sample(
      String company,
      String city,
      String person,
      String deal,
      String amount,
      String stage,
      String owner) {}

  private static Sample sample(String owner, String... parts) {
    return new Sample(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], owner);
  }

  /** Most are the seller's, so that who logs in as one has a pipeline; some only the admin sees. */
  private static final List<Sample> SAMPLES =
      List.of(
          sample(
              SALES,
              "Atelier Baobab",
              "Dakar",
              "Awa Ndiaye",
              "Annual fair",
              "4500000",
              "Prospecting"),
          sample(
              SALES,
              "Port Sud Logistics",
              "Abidjan",
              "Kofi Mensah",
              "Fleet day",
              "1250000",
              "Qualification"),
          sample(
              SALES,
              "Clinique Teranga",
              "Thiès",
              "Mariama Sow",
              "Open house",
              "890000",
              "Discovery"),
          sample(
              ADMIN,
              "Sahel Solar",
              "Bamako",
              "Idrissa Traoré",
              "Launch tour",
              "7200000",
              "PoC/Trial"),
          sample(
              SALES,
              "Banque du Fleuve",
              "Saint-Louis",
              "Claire Diop",
              "Gala",
              "12500000",
              "Proposal"),
          sample(
              ADMIN, "Studio Grio", "Dakar", "Ousmane Fall", "Film nights", "2300000", "Proposal"),
          sample(
              SALES,
              "Horizon Textile",
              "Lomé",
              "Esi Amegan",
              "Fashion week",
              "5600000",
              "Negotiation"));

  private DemoData(RecordSession session) {
    this.session = session;
  }

  /** Loads the sample unless it is there. */
  static DemoData load(Crm crm) {
    UUID known = known(crm);
    if (known != null) {
      return new DemoData(session(crm, known));
    }
    Organization organization = Organization.of(NAME, MemberService.slugOf(NAME));
    DemoData demo = new DemoData(session(crm, crm.createOrganization(organization)));
    demo.fill(crm);
    return demo;
  }

  private static @Nullable UUID known(Crm crm) {
    try {
      return crm.logins().login(ADMIN, PASSWORD, null, HERE).organizationId();
    } catch (UnauthenticatedException e) {
      return null;
    }
  }

  private static RecordSession session(Crm crm, UUID organization) {
    return crm.as(Actor.system(organization, "demo", Grants.all())).session();
  }

  private void fill(Crm crm) {
    crm.members().addMember(session, ADMIN, "Fatou Sarr", List.of("ADMIN"), null, PASSWORD);
    crm.members().addMember(session, SALES, "Jean Mendy", List.of("SALES"), null, PASSWORD);
    SalesDefaults.seed(session);
    Id<Pipeline> pipeline = pipeline();
    for (Sample sample : SAMPLES) {
      Id<?> owner = member(sample.owner());
      Id<Account> account =
          session
              .records(Account.class)
              .create(Account.builder().name(sample.company()).ownerId(owner).build())
              .id();
      String mail = SearchText.fold(sample.person()).replaceAll("[^a-z]+", ".") + "@demo.example";
      session
          .records(Contact.class)
          .create(
              Contact.builder()
                  .name(PersonName.of(sample.person()))
                  .email(mail)
                  .accountId(account)
                  .ownerId(owner)
                  .build());
      session
          .records(Opportunity.class)
          .create(
              Opportunity.builder()
                  .name(sample.deal() + " " + sample.city())
                  .accountId(account)
                  .ownerId(owner)
                  .pipelineId(pipeline)
                  .stageId(stage(pipeline, sample.stage()))
                  .amount(Money.of(sample.amount(), "XOF"))
                  .build());
    }
  }

  private Id<?> member(String email) {
    return new Id<>(session.directory().findMembers(session.organizationId(), email).get(0));
  }

  private Id<Pipeline> pipeline() {
    return session
        .records(Pipeline.class)
        .list(Query.where(Condition.eq("name", SalesDefaults.SALES)).limit(1))
        .items()
        .get(0)
        .id();
  }

  private Id<Stage> stage(Id<Pipeline> pipeline, String name) {
    Condition where =
        Condition.all(Condition.eq("pipelineId", pipeline), Condition.eq("name", name));
    return session.records(Stage.class).list(Query.where(where).limit(1)).items().get(0).id();
  }

  /** Prints the logins and the pipeline by stage. */
  void print(PrintStream out) {
    out.println("log in as " + ADMIN + " or " + SALES + ", password " + PASSWORD);
    for (StageSummary summary : new PipelineService(session).byStage(pipeline())) {
      Stored<Stage> stage = summary.stage();
      StringBuilder amounts = new StringBuilder();
      for (Aggregation.Amount amount : summary.amounts()) {
        amounts.append(amount.amount().toPlainString()).append(' ').append(amount.currency());
      }
      out.printf(Locale.ROOT, "  %-16s %3d  %s%n", stage.value().name(), summary.count(), amounts);
    }
  }
}
