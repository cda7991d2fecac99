package io.crmkit.server;

import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.CloseRequest;
import io.crmkit.sales.Contact;
import io.crmkit.sales.ContactService;
import io.crmkit.sales.ConversionRequest;
import io.crmkit.sales.Heat;
import io.crmkit.sales.Lead;
import io.crmkit.sales.LeadConverted;
import io.crmkit.sales.LeadService;
import io.crmkit.sales.Opportunity;
import io.crmkit.sales.OpportunityService;
import io.crmkit.sales.Outcome;
import io.crmkit.sales.Stage;
import io.crmkit.sales.WinLossReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The named actions of selling: converting leads, moving and closing opportunities, heat. */
final class SalesRoutes {

  private final Schema schema;

  SalesRoutes(Parts parts) {
    this.schema = parts.crm().engine().schema();
  }

  void addTo(Router router) {
    router.add(
        action("leads", "convert", "convertLead", this::convert)
            .summary("Makes a lead an account, a contact and an opportunity")
            .mayTake(
                Schemas.object(
                    List.of(),
                    "accountId",
                    Schemas.id(),
                    "contactId",
                    Schemas.id(),
                    "opportunityId",
                    Schemas.id(),
                    "createOpportunity",
                    Schemas.flag(),
                    "opportunityName",
                    Schemas.text(),
                    "amount",
                    Schemas.ref("Money")))
            .answers(
                200,
                "What the lead became",
                Schemas.object(
                    List.of("lead", "accountId"),
                    "lead",
                    Schemas.ref("Lead"),
                    "accountId",
                    Schemas.id(),
                    "contactId",
                    Schemas.nullable(Schemas.id()),
                    "opportunityId",
                    Schemas.nullable(Schemas.id()))));
    router.add(
        action("contacts", "heat", "heatContact", this::heat)
            .summary("Counts the heat of a contact from its interactions")
            .mayTake(Schemas.object(List.of()))
            .answers(
                200,
                "The heat",
                Schemas.object(
                    List.of("score", "heat"),
                    "score",
                    Schemas.whole(0, Integer.MAX_VALUE, 0),
                    "heat",
                    Schemas.text())));
    router.add(
        action("opportunities", "stage", "stageOpportunity", this::stage)
            .summary("Moves an opportunity to an open stage")
            .takes(
                Schemas.object(
                    List.of("stageId"), "stageId", Schemas.id(), "pipelineId", Schemas.id()),
                Answer.JSON)
            .answers(200, "The opportunity", Schemas.ref("Opportunity"), "ETag"));
    router.add(
        action("opportunities", "close", "closeOpportunity", this::close)
            .summary("Ends an opportunity as won or lost")
            .takes(
                Schemas.object(
                    List.of("outcome"),
                    "outcome",
                    Schemas.text(),
                    "reason",
                    Schemas.text(),
                    "reasonDetail",
                    Schemas.text(),
                    "competitorName",
                    Schemas.text(),
                    "lessons",
                    Schemas.text(),
                    "stageId",
                    Schemas.id()),
                Answer.JSON)
            .answers(200, "The opportunity", Schemas.ref("Opportunity"), "ETag"));
    router.add(
        action("opportunities", "reopen", "reopenOpportunity", this::reopen)
            .summary("Brings a closed opportunity back to an open stage")
            .mayTake(Schemas.object(List.of(), "stageId", Schemas.id()))
            .answers(200, "The opportunity", Schemas.ref("Opportunity"), "ETag"));
  }

  private static Route action(
      String plural, String action, String operationId, Route.Handler handler) {
    return new Route("POST", "/v1/" + plural + "/{id}/" + action, operationId, handler)
        .tag(plural)
        .parameter(Parameters.id());
  }

  private <T> Id<T> allowed(Call call, Class<T> type, String action) {
    Id<T> id = call.id();
    new AccessCheck<>(call.session(), schema.type(type)).may(action, id, false);
    return id;
  }

  private Answer convert(Call call) {
    Id<Lead> id = allowed(call, Lead.class, "convert");
    Map<String, @Nullable Object> plain = call.objectIfAny();
    ActionBody body =
        new ActionBody(
            plain,
            Set.of(
                "accountId",
                "contactId",
                "opportunityId",
                "createOpportunity",
                "opportunityName",
                "amount"));
    ConversionRequest request =
        new ConversionRequest(
            body.id("accountId", Account.class),
            body.id("contactId", Contact.class),
            body.id("opportunityId", Opportunity.class),
            body.flag("createOpportunity", true),
            body.text("opportunityName"),
            body.value("amount", Money.class));
    body.done();
    return call.once(
        plain,
        session -> new LeadService(session).convert(id, null, request),
        converted -> converted(call, converted));
  }

  private static Answer converted(Call call, LeadConverted converted) {
    Records<Lead> leads = call.session().records(Lead.class);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("lead", ResourceRoutes.plain(leads, converted.lead()));
    shown.put("accountId", converted.accountId().toString());
    shown.put("contactId", text(converted.contactId()));
    shown.put("opportunityId", text(converted.opportunityId()));
    return Answer.json(200, shown);
  }

  private static @Nullable String text(@Nullable Id<?> id) {
    return id == null ? null : id.toString();
  }

  private Answer heat(Call call) {
    Id<Contact> id = allowed(call, Contact.class, "heat");
    Map<String, @Nullable Object> plain = call.objectIfAny();
    new ActionBody(plain, Set.of()).done();
    return call.once(
        plain,
        session -> new ContactService(session).heat(id),
        (Heat heat) ->
            Answer.json(200, Map.of("score", (long) heat.score(), "heat", heat.heat().name())));
  }

  private Answer stage(Call call) {
    Id<Opportunity> id = allowed(call, Opportunity.class, "stage");
    Map<String, @Nullable Object> plain = call.object();
    ActionBody body = new ActionBody(plain, Set.of("stageId", "pipelineId"));
    Id<Stage> stage = body.requiredId("stageId", Stage.class);
    body.done();
    return moved(call, plain, session -> new OpportunityService(session).move(id, null, stage));
  }

  private Answer close(Call call) {
    Id<Opportunity> id = allowed(call, Opportunity.class, "close");
    Map<String, @Nullable Object> plain = call.object();
    ActionBody body =
        new ActionBody(
            plain,
            Set.of("outcome", "reason", "reasonDetail", "competitorName", "lessons", "stageId"));
    CloseRequest request =
        new CloseRequest(
            body.required("outcome", Outcome.class, Outcome.LOST),
            body.value("reason", WinLossReason.class),
            body.text("reasonDetail"),
            body.text("competitorName"),
            body.text("lessons"),
            body.id("stageId", Stage.class));
    body.done();
    return moved(call, plain, session -> new OpportunityService(session).close(id, null, request));
  }

  private Answer reopen(Call call) {
    Id<Opportunity> id = allowed(call, Opportunity.class, "reopen");
    Map<String, @Nullable Object> plain = call.objectIfAny();
    ActionBody body = new ActionBody(plain, Set.of("stageId"));
    Id<Stage> stage = body.id("stageId", Stage.class);
    body.done();
    return moved(call, plain, session -> new OpportunityService(session).reopen(id, null, stage));
  }

  private static Answer moved(
      Call call,
      Map<String, @Nullable Object> plain,
      java.util.function.Function<RecordSession, Stored<Opportunity>> move) {
    return call.once(
        plain,
        move,
        stored ->
            Answer.json(
                    200, ResourceRoutes.plain(call.session().records(Opportunity.class), stored))
                .with("ETag", Etags.of(stored.version())));
  }
}
