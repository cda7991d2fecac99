package io.crmkit.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.crmkit.Crm;
import io.crmkit.CrmBuilder;
import io.crmkit.engine.BatchRow;
import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Verb;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.CoreDoors;
import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleWorld;
import io.crmkit.testkit.TestCrm;
import io.crmkit.testkit.Tried;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Verbs that a type does not offer, deletion and restoring, at every door. */
final class VerbDoorsTest {
  private static final String NOBODY = TestCrm.NOBODY.toString();

  private final Crm crm = Crm.builder().storage(new MemoryStorage()).build();
  private final RuleWorld world = RuleWorld.in(crm, "admin@example.org");

  @AfterEach
  void end() {
    crm.close();
  }

  /** The doors by which rows are deleted and brought back. */
  enum Ways {
    RECORDS {
      @Override
      void run(RuleWorld world, BatchRow.Op op, String type, String id) {
        var records = world.session().records(world.type(type).javaType());
        if (op == BatchRow.Op.DELETE) {
          records.delete(Id.of(id), null);
        } else {
          records.restore(Id.of(id), null);
        }
      }
    },
    BATCH {
      @Override
      void run(RuleWorld world, BatchRow.Op op, String type, String id) {
        CrmException failure =
            world.session().batch(List.of(row(op, type, id)), false).get(0).failure();
        if (failure != null) {
          throw failure;
        }
      }
    },
    ATOMIC_BATCH {
      @Override
      void run(RuleWorld world, BatchRow.Op op, String type, String id) {
        world.session().batch(List.of(row(op, type, id)), true);
      }
    },
    TRANSACTION {
      @Override
      void run(RuleWorld world, BatchRow.Op op, String type, String id) {
        world
            .session()
            .transact(
                joined -> {
                  var records = joined.records(world.type(type).javaType());
                  if (op == BatchRow.Op.DELETE) {
                    records.delete(Id.of(id), null);
                    return id;
                  }
                  return records.restore(Id.of(id), null);
                });
      }
    };

    abstract void run(RuleWorld world, BatchRow.Op op, String type, String id);

    private static BatchRow row(BatchRow.Op op, String type, String id) {
      return new BatchRow(op, type, null, id, null, null, Map.of());
    }
  }

  static Stream<Arguments> withheld() {
    return CrmBuilder.builtInSchema().types().stream()
        .filter(type -> !type.isPlatform() && !type.isHidden())
        .flatMap(
            type ->
                Stream.of(Verb.CREATE, Verb.UPDATE, Verb.DELETE)
                    .filter(verb -> !type.verbs().contains(verb))
                    .map(verb -> arguments(type.name(), verb)));
  }

  @ParameterizedTest
  @MethodSource("withheld")
  void verb_notOffered_isRefusedByEveryDoor(String type, Verb verb) {
    if (verb == Verb.DELETE) {
      for (Ways way : Ways.values()) {
        for (BatchRow.Op op : List.of(BatchRow.Op.DELETE, BatchRow.Op.RESTORE)) {
          assertThatExceptionOfType(InvalidRequestException.class)
              .isThrownBy(() -> way.run(world, op, type, NOBODY))
              .satisfies(refused -> assertThat(refused.code()).isEqualTo("VERB_NOT_OFFERED"));
        }
      }
      return;
    }
    String field = world.type(type).fields().get(0).path();
    for (CoreDoors door : CoreDoors.values()) {
      boolean isFile = door == CoreDoors.CSV_IMPORT || door == CoreDoors.JSON_IMPORT;
      boolean isMade = verb == Verb.CREATE;
      if (door == CoreDoors.ACTION || (!isMade && door == CoreDoors.JAVA)) {
        continue; // an action is no verb, and JAVA has to read a row first
      }
      Map<String, Object> fields = isFile ? Map.of(field, NOBODY) : Map.of();
      Tried tried =
          door == CoreDoors.UPSERT
              ? upserted(type, field)
              : isMade
                  ? door.create(world, type, fields)
                  : door.update(world, type, NOBODY, fields);
      assertThat(tried.refusals())
          .as("%s", door)
          .containsAnyOf(
              "VERB_NOT_OFFERED", isFile && !isMade ? "INVALID_KEY" : "VERB_NOT_OFFERED");
    }
  }

  private Tried upserted(String type, String key) {
    Declaration<?> declared = world.type(type);
    try {
      world.session().records(declared.javaType()).upsertPlain(key, Map.of());
      return Tried.written(Map.of());
    } catch (CrmException e) {
      return Tried.refused(e);
    }
  }

  private void assertRefused(Ways way, BatchRow.Op op, String type, String name, String code) {
    assertThatExceptionOfType(CrmException.class)
        .isThrownBy(() -> way.run(world, op, type, world.text(name)))
        .satisfies(refused -> assertThat(Tried.refused(refused).refusals()).contains(code));
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void delete_whatARuleKeeps_isRefused(Ways way) {
    DealCases.close(world);
    world.change("spare", "pipeline", Map.of("isDefault", true));

    assertRefused(way, BatchRow.Op.DELETE, "pipeline", "spare", "DEFAULT_NEEDED");
    assertRefused(way, BatchRow.Op.DELETE, "pipeline", "pipeline", "STAGE_IN_USE");
    assertRefused(way, BatchRow.Op.DELETE, "stage", "open", "STAGE_IN_USE");
    assertRefused(way, BatchRow.Op.DELETE, "win-loss", "reason", "OPPORTUNITY_CLOSED");
    assertRefused(way, BatchRow.Op.DELETE, "role", "role", "BUILT_IN_ROLE");
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void delete_part_countsItsParentAgain(Ways way) {
    String line = world.make("line", "line-item", Bases.all().get("line-item"));

    way.run(world, BatchRow.Op.DELETE, "line-item", line);

    assertThat(world.read("opportunity", world.text("opportunity")))
        .containsEntry("amount", RuleWorld.xof("0"));
  }

  private String deleted(String type, Map<String, Object> change) {
    String id = world.make("deleted", type, RuleCase.merged(Bases.all().get(type), change));
    assertThat(world.delete(type, id)).isNull();
    return id;
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void restore_besideASuccessor_isRefused(Ways way) {
    deleted("product", Map.of("code", "S-1"));
    world.make(
        "successor", "product", Map.of("name", "S", "code", "S-1", "price", RuleWorld.xof("1")));
    assertRefused(way, BatchRow.Op.RESTORE, "product", "deleted", "UNIQUE_VALUE");

    deleted("category", Map.of());
    world.make("successor", "category", Map.of("name", "Tables", "slug", "others"));
    assertRefused(way, BatchRow.Op.RESTORE, "category", "deleted", "UNIQUE_VALUE");
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void restore_referringToWhatIsDeleted_isRefused(Ways way) {
    deleted("contact", Map.of("accountId", world.text("account")));
    assertThat(world.delete("account", world.text("account"))).isNull();

    assertRefused(way, BatchRow.Op.RESTORE, "contact", "deleted", "REFERENCE_NOT_FOUND accountId");
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void restore_duplicateThatARuleBlocks_isRefused(Ways way) {
    deleted("contact", Map.of("email", "moussa@baobab.example"));
    OtherCases.block(world);

    assertRefused(way, BatchRow.Op.RESTORE, "contact", "deleted", "DUPLICATE");
  }

  @ParameterizedTest
  @EnumSource(Ways.class)
  void restore_beforeItsParent_isRefused(Ways way) {
    String above = world.make("above", "account", Map.of("name", "Above"));
    deleted("account", Map.of("parentId", above));
    String deleted = world.text("deleted");
    assertThat(world.delete("account", above)).isNull();

    assertRefused(way, BatchRow.Op.RESTORE, "account", "deleted", "REFERENCE_NOT_FOUND parentId");
    way.run(world, BatchRow.Op.RESTORE, "account", above);
    way.run(world, BatchRow.Op.RESTORE, "account", deleted);
    assertThat(world.read("account", deleted)).containsEntry("parentId", above);
  }
}
