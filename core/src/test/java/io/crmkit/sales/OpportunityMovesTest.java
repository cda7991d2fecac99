package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Event;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.TestCrm;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class OpportunityMovesTest {
  private final Deals deals = new Deals();
  private final TestCrm crm = deals.crm;
  private final RecordSession session = deals.session;
  private final Records<Opportunity> opportunities = deals.opportunities;
  private final OpportunityService service = deals.service;
  private final Map<String, Id<Stage>> stages = deals.stages;

  @AfterEach
  void end() {
    deals.close();
  }

  static List<Arguments> everyMove() {
    List<Arguments> moves = new ArrayList<>();
    List<String> froms = List.of("Prospecting", "Proposal", "Won", "Lost");
    List<String> tos =
        List.of("Prospecting", "Proposal", "Won", "Lost", "Renewal Proposal", "Renewal Won");
    for (String from : froms) {
      for (String to : tos) {
        moves.add(Arguments.of(from, to));
      }
    }
    return moves;
  }

  @ParameterizedTest
  @MethodSource("everyMove")
  void stage_everyMoveByEveryDoor_isLegalOrRefused(String from, String to) {
    for (Doors door : Doors.values()) {
      Id<Opportunity> id = deals.in(from);
      long version = opportunities.get(id).version();
      int steps = deals.history(id).size();
      Map<String, String> fields = Map.of("stageId", stages.get(to).toString());
      List<String> open = List.of("Prospecting", "Proposal");

      if (from.equals(to)) {
        door.change(session, Opportunity.class, id, fields);
        assertThat(opportunities.get(id).version()).isEqualTo(version);
      } else if (open.contains(from) && open.contains(to)) {
        door.change(session, Opportunity.class, id, fields);
        assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get(to));
        assertThat(opportunities.get(id).version()).isEqualTo(version + 1);
        assertThat(deals.history(id)).hasSize(steps + 1);
      } else {
        assertThatExceptionOfType(ConflictException.class)
            .isThrownBy(() -> door.change(session, Opportunity.class, id, fields))
            .satisfies(refused -> assertThat(refused.code()).isEqualTo("ILLEGAL_MOVE"));
        assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get(from));
        assertThat(deals.history(id)).hasSize(steps);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Prospecting, Proposal, stage, , true",
    "Prospecting, Renewal Proposal, stage, , true",
    "Prospecting, Proposal, stage, WON, false",
    "Prospecting, Won, stage, WON, false",
    "Prospecting, Proposal, close, , false",
    "Prospecting, Proposal, reopen, , false",
    "Prospecting, Won, close, WON, true",
    "Prospecting, Won, close, LOST, false",
    "Prospecting, Won, close, , false",
    "Prospecting, Lost, close, LOST, false",
    "Prospecting, Won, reopen, WON, false",
    "Won, Lost, close, LOST, false",
    "Won, Prospecting, stage, , false",
    "Won, Prospecting, close, , false",
    "Won, Prospecting, reopen, WON, false",
    "Won, Prospecting, reopen, , true",
    "Won, Renewal Proposal, reopen, , true",
    "Won, Won, reopen, , false",
    "Prospecting, Prospecting, close, WON, false"
  })
  void act_everyActionWithEveryOutcome_isLegalOrRefused(
      String from, String to, String action, Outcome outcome, boolean isLegal) {
    Id<Opportunity> id = deals.in(from);

    Runnable act =
        () ->
            opportunities.act(
                action,
                id,
                null,
                current ->
                    current.toBuilder()
                        .stageId(stages.get(to))
                        .progress(current.progress().toBuilder().outcome(outcome).build())
                        .build());

    if (isLegal) {
      act.run();
      assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get(to));
    } else {
      assertThatExceptionOfType(RuntimeException.class)
          .isThrownBy(act::run)
          .isInstanceOfAny(ConflictException.class, InvalidValueException.class);
      assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get(from));
    }
  }

  @Test
  void pipeline_changedAlone_isRefused() {
    Id<Opportunity> id = deals.in("Proposal");
    Id<Pipeline> renewal =
        session.records(Stage.class).get(stages.get("Renewal Proposal")).value().pipelineId();

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () -> opportunities.updatePlain(id, null, Map.of("pipelineId", renewal.toString())));
  }

  @Test
  void move_laterOn_keepsTheTimeInTheStageLeft() {
    Id<Opportunity> id = deals.in("Prospecting");
    crm.clock().advance(Duration.ofDays(3));

    service.move(id, null, stages.get("Proposal"));

    StageChange step = deals.history(id).get(1);
    assertThat(step.timeInStage()).isEqualTo(Duration.ofDays(3));
    assertThat(step.fromStageId()).isEqualTo(stages.get("Prospecting"));
    assertThat(step.byUserId().value()).isEqualTo(crm.rep());
    assertThat(opportunities.get(id).value().progress().stageSince())
        .isEqualTo(TestCrm.START.plus(Duration.ofDays(3)));
  }

  @Test
  void move_twiceInOneTransaction_keepsBothSteps() {
    Id<Opportunity> id = deals.in("Prospecting");

    session.transact(
        joined -> {
          Records<Opportunity> records = joined.records(Opportunity.class);
          records.updatePlain(id, null, Map.of("stageId", stages.get("Proposal").toString()));
          return records.updatePlain(
              id, null, Map.of("stageId", stages.get("Prospecting").toString()));
        });

    assertThat(deals.history(id)).hasSize(3);
    assertThat(opportunities.get(id).value().stageId()).isEqualTo(stages.get("Prospecting"));
    assertThat(opportunities.get(id).value().forecast().probability()).isEqualTo(10);
  }

  @Test
  void close_won_fixesEverything() {
    Id<Opportunity> id = deals.in("Proposal");
    Id<Contact> contact =
        session.records(Contact.class).createPlain(Map.of("company", "Baobab")).id();
    session
        .records(OpportunityContact.class)
        .create(new OpportunityContact(id, contact, ContactRole.CHAMPION, true));

    service.close(id, null, CloseRequest.won());

    Opportunity won = opportunities.get(id).value();
    assertThat(won.progress().outcome()).isEqualTo(Outcome.WON);
    assertThat(won.progress().closedOn()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(won.forecast()).isEqualTo(new ForecastTerms(100, ForecastCategory.CLOSED));
    assertThat(deals.winLoss(id)).hasSize(1);
    assertThat(deals.winLoss(id).get(0).amount()).isEqualTo(xof(1_000));
    assertThat(session.records(Contact.class).get(contact).value().status())
        .isEqualTo(ContactStatus.CUSTOMER);
    List<String> told =
        opportunities.history(id, null, 20).items().stream().map(Event::action).toList();
    assertThat(told).contains("opportunity.won", "opportunity.moved");
  }

  @Test
  void close_lost_keepsTheReason() {
    Id<Opportunity> id = deals.in("Proposal");

    service.close(
        id,
        null,
        new CloseRequest(
            Outcome.LOST, WinLossReason.COMPETITION, "cheaper", "Rival", "Be early", null));

    WinLoss why = deals.winLoss(id).get(0);
    assertThat(why.primaryReason()).isEqualTo(WinLossReason.COMPETITION);
    assertThat(why.competitorName()).isEqualTo("Rival");
    assertThat(why.closedOn()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(opportunities.get(id).value().forecast())
        .isEqualTo(new ForecastTerms(0, ForecastCategory.OMITTED));
  }

  @Test
  void close_lostWithoutAReason_isRefused() {
    Id<Opportunity> id = deals.in("Proposal");

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                service.close(
                    id, null, new CloseRequest(Outcome.LOST, null, null, null, null, null)))
        .withMessageContaining("reason");
  }

  @Test
  void close_again_changesNothing() {
    Id<Opportunity> id = deals.in("Won");
    long version = opportunities.get(id).version();

    assertThat(service.close(id, null, CloseRequest.won()).version()).isEqualTo(version);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.close(id, null, CloseRequest.lost(WinLossReason.PRICE)));
  }

  @Test
  void close_pipelineWithoutSuchAStage_isRefused() {
    Id<Opportunity> id = deals.in("Proposal");
    session.records(Stage.class).delete(stages.get("Won"), null);

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.close(id, null, CloseRequest.won()))
        .satisfies(e -> assertThat(e.code()).isEqualTo("NO_SUCH_STAGE"));
  }

  @Test
  void reopen_closed_forgetsTheEnd() {
    Id<Opportunity> id = deals.in("Lost");

    service.reopen(id, null, stages.get("Proposal"));

    Opportunity open = opportunities.get(id).value();
    assertThat(open.progress().outcome()).isNull();
    assertThat(open.progress().closedOn()).isNull();
    assertThat(open.forecast()).isEqualTo(new ForecastTerms(70, ForecastCategory.BEST_CASE));
    assertThat(deals.winLoss(id)).isEmpty();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> service.reopen(id, null, null));
    service.close(id, null, CloseRequest.won());
    assertThat(service.reopen(id, null, null).value().stageId())
        .isEqualTo(stages.get("Prospecting"));
  }

  @Test
  void winLoss_ofAnotherOutcomeOrAnOpenSale_isRefused() {
    Id<Opportunity> open = deals.in("Proposal");
    Id<Opportunity> won = deals.in("Won");
    Records<WinLoss> reasons = session.records(WinLoss.class);
    Stored<WinLoss> why =
        reasons.list(Query.where(Condition.eq("opportunityId", won))).items().get(0);

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () -> reasons.createPlain(Map.of("opportunityId", open.toString(), "outcome", "WON")));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> reasons.updatePlain(why.id(), null, Map.of("outcome", "LOST")));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () -> reasons.updatePlain(why.id(), null, Map.of("opportunityId", open.toString())));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> reasons.delete(why.id(), null));
    assertThat(reasons.updatePlain(why.id(), null, Map.of("lessons", "Ask early")).version())
        .isEqualTo(2);
  }

  @Test
  void winLoss_amountOfAnEndedSaleChanges_follows() {
    Id<Opportunity> id = deals.in("Won");

    opportunities.updatePlain(
        id, null, Map.of("amount", Map.of("amount", "1200", "currency", "XOF")));

    assertThat(deals.winLoss(id).get(0).amount()).isEqualTo(xof(1_200));
  }
}
