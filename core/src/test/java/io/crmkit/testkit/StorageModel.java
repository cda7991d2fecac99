package io.crmkit.testkit;

import static org.assertj.core.api.Assertions.fail;

import io.crmkit.storage.Storage;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.History.Step;
import io.crmkit.testkit.HistoryRun.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Runs histories made by chance on a storage and on {@link MemoryStorage}, and compares every
 * answer. Extend it beside {@link StorageContract}.
 *
 * <p>{@code -Dcrmkit.histories=20000} runs more than the 200 of an ordinary run, {@code
 * -Dcrmkit.seed=7} begins with another seed than 1. A failure tells the seed and the shortest
 * history found that fails alike.
 */
public abstract class StorageModel {
  /** Histories that are tried while one that fails is shortened. */
  private static final int MOST_ATTEMPTS = 1_000;

  /** Returns a storage that holds nothing and is not open yet. */
  protected abstract Storage emptyStorage();

  @Test
  final void transact_historiesByChance_answersAsTheSpecification() {
    int histories = Integer.getInteger("crmkit.histories", 200);
    long first = Long.getLong("crmkit.seed", 1L);
    try (Storage storage = emptyStorage();
        Storage specification = new MemoryStorage()) {
      storage.open(Samples.SCHEMA);
      specification.open(Samples.SCHEMA);
      for (long seed = first; seed < first + histories; seed++) {
        History history = History.of(seed);
        if (!difference(history, specification, storage).isEmpty()) {
          History shortest = shortened(history, specification, storage);
          fail(
              "seed %d differs: %s%nhistory:%n%s",
              seed, difference(shortest, specification, storage), shortest);
        }
      }
    }
  }

  private static History shortened(History failing, Storage specification, Storage storage) {
    History shortest = failing;
    int attempts = 0;
    boolean isShorter = true;
    while (isShorter && attempts < MOST_ATTEMPTS) {
      isShorter = false;
      for (History candidate : shortest.shorter()) {
        attempts++;
        if (!difference(candidate, specification, storage).isEmpty()) {
          shortest = candidate;
          isShorter = true;
          break;
        }
      }
    }
    return shortest;
  }

  /** Returns the first answer in which the two differ, or an empty text. */
  private static String difference(History history, Storage specification, Storage storage) {
    List<UUID> organizations = new ArrayList<>();
    for (int i = 0; i < History.ORGANIZATIONS; i++) {
      organizations.add(Rows.newId());
    }
    HistoryRun expected = new HistoryRun(specification, organizations);
    HistoryRun actual = new HistoryRun(storage, organizations);
    for (Step step : history.steps()) {
      Outcome outcome = expected.unit(step);
      String difference = outcome.differenceTo(actual.unit(upToFailure(step, outcome)));
      if (difference.isEmpty()) {
        difference = expected.reads(step).differenceTo(actual.reads(step));
      }
      if (difference.isEmpty()) {
        difference = expected.everything().differenceTo(actual.everything());
      }
      if (!difference.isEmpty()) {
        return difference;
      }
    }
    return "";
  }

  /** A storage may notice a taken value as late as the commit, so nothing may come in between. */
  private static Step upToFailure(Step step, Outcome outcome) {
    return outcome.failure().isEmpty()
        ? step
        : new Step(
            step.organization(),
            false,
            step.acts().subList(0, outcome.answers().size() + 1),
            step.reads());
  }
}
