package io.crmkit.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.crmkit.Crm;
import io.crmkit.record.Declaration;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.CoreDoors;
import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleTrial;
import io.crmkit.testkit.RuleWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** Every rule of every type holds at every door. */
final class RuleDoorsTest {
  private static final Crm CRM = Crm.builder().storage(new MemoryStorage()).build();

  /** Types of which no row is told by the value of one field, or that are made only. */
  private static final Set<String> WITHOUT_KEY = Set.of("interaction", "webhook-endpoint");

  @AfterAll
  static void end() {
    CRM.close();
  }

  private static RuleWorld world() {
    return RuleWorld.in(CRM, "admin@example.org");
  }

  @TestFactory
  Stream<DynamicNode> writtenRule_atEveryDoor_holds() {
    return tests(RuleCases.written(), new TreeMap<>());
  }

  @TestFactory
  Stream<DynamicNode> declaredConstraint_atEveryDoor_holds() {
    Map<String, Set<String>> tried = new TreeMap<>();
    return Stream.concat(
        tests(RuleCases.declared(CRM.engine().schema()), tried),
        Stream.of(
            dynamicTest(
                "no door was left out",
                () -> assertThat(tried).containsExactlyEntriesOf(doorsOfEachType()))));
  }

  private static Stream<DynamicNode> tests(List<RuleCase> cases, Map<String, Set<String>> tried) {
    return cases.stream().map(each -> dynamicTest(each.toString(), () -> test(each, tried)));
  }

  private static void test(RuleCase each, Map<String, Set<String>> tried) {
    RuleTrial trial = RuleTrial.of(each, List.of(CoreDoors.values()));

    assertThat(trial.faults(RuleDoorsTest::world)).isEmpty();
    tried.computeIfAbsent(each.type(), type -> new TreeSet<>()).addAll(trial.tried());
  }

  private static Map<String, Set<String>> doorsOfEachType() {
    Map<String, Set<String>> doors = new TreeMap<>();
    for (String name : RuleCases.rows().keySet()) {
      Declaration<?> type = CRM.engine().schema().type(name);
      Set<String> all = new TreeSet<>();
      List.of(CoreDoors.values()).forEach(door -> all.add(door.name()));
      if (type.actions().isEmpty()) {
        all.remove("ACTION");
      }
      if (WITHOUT_KEY.contains(name)) {
        all.remove("UPSERT");
      }
      doors.put(name, all);
    }
    return doors;
  }
}
