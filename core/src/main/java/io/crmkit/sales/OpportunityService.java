package io.crmkit.sales;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves opportunities along their pipeline, for one actor in one organization.
 *
 * <p>Thread-safe. A changing method returns once the rows and their events are committed together.
 *
 * @since 0.1
 */
public final class OpportunityService {
  /** More stages of one pipeline, or lines of one sale, than anyone keeps. */
  private static final int MOST = 1_000;

  private final RecordSession session;

  /** Works on what {@code session} may see and change. */
  public OpportunityService(RecordSession session) {
    this.session = session;
  }

  /**
   * Makes an opportunity with its lines. The opportunity that the lines name is replaced.
   *
   * @throws InvalidValueException naming every wrong field
   */
  public Stored<Opportunity> create(Opportunity opportunity, List<LineItem> lines) {
    Id<Opportunity> id =
        session.transact(
            joined -> {
              Id<Opportunity> made = joined.records(Opportunity.class).create(opportunity).id();
              addLines(joined, made, lines);
              return made;
            });
    return session.records(Opportunity.class).get(id);
  }

  /**
   * Puts these lines in the place of all that are there; the amount is their sum.
   *
   * @param expectedVersion the version that the caller read, or null for any
   * @throws io.crmkit.error.StaleVersionException if it changed after that version
   */
  public Stored<Opportunity> replaceLines(
      Id<Opportunity> id, @Nullable Long expectedVersion, List<LineItem> lines) {
    session.transact(
        joined -> {
          joined.records(Opportunity.class).update(id, expectedVersion, current -> current);
          Records<LineItem> items = joined.records(LineItem.class);
          Query present = Query.where(Condition.eq("opportunityId", id)).limit(MOST);
          items.list(present).items().forEach(item -> items.delete(item.id(), null));
          addLines(joined, id, lines);
          return id;
        });
    return session.records(Opportunity.class).get(id);
  }

  private static void addLines(RecordSession joined, Id<Opportunity> id, List<LineItem> lines) {
    for (LineItem line : lines) {
      joined.records(LineItem.class).create(line.toBuilder().opportunityId(id).build());
    }
  }

  /**
   * Moves an opportunity to another open stage, also of another pipeline.
   *
   * @param expectedVersion the version that the caller read, or null for any
   * @throws io.crmkit.error.NotFoundException if there is no such opportunity for this actor
   * @throws io.crmkit.error.StaleVersionException if it changed after that version
   * @throws InvalidValueException naming what the gate of the stage misses
   * @throws ConflictException with the code {@code ILLEGAL_MOVE} and the legal stages
   */
  public Stored<Opportunity> move(
      Id<Opportunity> id, @Nullable Long expectedVersion, Id<Stage> stageId) {
    return session.transact(
        joined -> {
          Id<Pipeline> pipeline = pipelineOf(joined, stageId);
          return joined
              .records(Opportunity.class)
              .act(
                  "stage",
                  id,
                  expectedVersion,
                  current -> current.toBuilder().stageId(stageId).pipelineId(pipeline).build());
        });
  }

  private static Id<Pipeline> pipelineOf(RecordSession joined, Id<Stage> stageId) {
    return joined
        .records(Stage.class)
        .find(stageId)
        .map(stage -> stage.value().pipelineId())
        .orElseThrow(
            () ->
                InvalidValueException.of(
                    "stageId", "REFERENCE_NOT_FOUND", "refers to no such record"));
  }

  /**
   * Ends a sale: it goes to the stage of its outcome, and why is written down beside it. To end it
   * again in the same way changes nothing.
   *
   * @param expectedVersion the version that the caller read, or null for any
   * @throws InvalidValueException if it is lost without a reason, or the stage is of another kind
   * @throws ConflictException with the code {@code ILLEGAL_MOVE} if it ended in the other way
   */
  public Stored<Opportunity> close(
      Id<Opportunity> id, @Nullable Long expectedVersion, CloseRequest request) {
    return session.transact(joined -> close(joined, id, expectedVersion, request));
  }

  private static Stored<Opportunity> close(
      RecordSession joined,
      Id<Opportunity> id,
      @Nullable Long expectedVersion,
      CloseRequest request) {
    Outcome outcome = request.outcome();
    if (outcome == Outcome.LOST && request.reason() == null) {
      throw InvalidValueException.of("reason", "REQUIRED", "is required where a sale is lost");
    }
    Records<Opportunity> opportunities = joined.records(Opportunity.class);
    Stored<Opportunity> open = opportunities.get(id);
    boolean isDone = open.value().progress().outcome() == outcome;
    if (isDone && (request.stageId() == null || request.stageId().equals(open.value().stageId()))) {
      return open;
    }
    StageKind kind = outcome == Outcome.WON ? StageKind.WON : StageKind.LOST;
    Id<Stage> stage = request.stageId() != null ? request.stageId() : first(joined, open, kind);
    Stored<Opportunity> closed =
        opportunities.act(
            "close",
            id,
            expectedVersion,
            current ->
                current.toBuilder()
                    .stageId(stage)
                    .progress(current.progress().toBuilder().outcome(outcome).build())
                    .build());
    joined
        .records(WinLoss.class)
        .create(
            WinLoss.builder()
                .opportunityId(id)
                .outcome(outcome)
                .primaryReason(request.reason())
                .reasonDetail(request.reasonDetail())
                .competitorName(request.competitorName())
                .lessons(request.lessons())
                .build());
    return closed;
  }

  /**
   * Brings a sale that ended back to an open stage of its pipeline; why it ended is forgotten.
   *
   * @param stageId the stage; null takes the first open one
   * @throws ConflictException with the code {@code ILLEGAL_MOVE} if it is open
   */
  public Stored<Opportunity> reopen(
      Id<Opportunity> id, @Nullable Long expectedVersion, @Nullable Id<Stage> stageId) {
    return session.transact(
        joined -> {
          Records<Opportunity> opportunities = joined.records(Opportunity.class);
          Stored<Opportunity> closed = opportunities.get(id);
          if (closed.value().progress().outcome() == null) {
            throw new ConflictException(
                "ILLEGAL_MOVE", "the opportunity is open", Map.of("from", "OPEN", "to", "OPEN"));
          }
          Id<Stage> stage = stageId != null ? stageId : first(joined, closed, StageKind.OPEN);
          return opportunities.act(
              "reopen",
              id,
              expectedVersion,
              current ->
                  current.toBuilder()
                      .stageId(stage)
                      .pipelineId(pipelineOf(joined, stage))
                      .progress(current.progress().toBuilder().outcome(null).build())
                      .build());
        });
  }

  private static Id<Stage> first(
      RecordSession joined, Stored<Opportunity> opportunity, StageKind kind) {
    Id<Pipeline> pipeline = Objects.requireNonNull(opportunity.value().pipelineId());
    Condition where =
        Condition.all(Condition.eq("pipelineId", pipeline), Condition.eq("kind", kind));
    return joined
        .records(Stage.class)
        .list(Query.where(where).sort("sortOrder", "name").limit(1))
        .items()
        .stream()
        .findFirst()
        .map(Stored::id)
        .orElseThrow(
            () ->
                new ConflictException(
                    "NO_SUCH_STAGE", "the pipeline has no stage of the kind " + kind));
  }
}
