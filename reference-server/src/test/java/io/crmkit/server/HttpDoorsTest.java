package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.record.RecordRules;
import io.crmkit.storage.memory.MemoryStorage;
import io.crmkit.testkit.Door;
import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleTrial;
import io.crmkit.testkit.RuleWorld;
import io.crmkit.testkit.rules.RuleCases;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The rules of every type hold over HTTP. */
final class HttpDoorsTest {
  /** Made by /v1/users, and by type and key; their own tests hold what is asked for here. */
  private static final Set<String> ELSEWHERE = Set.of("membership", "draft");

  private static TestServer server;
  private static List<Door> doors;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            ServerConfig.builder().port(0).rateLimit(0).build(),
            new RecordRules<>() {},
            new MemoryStorage(),
            builder -> builder.webhooks(WebhookConfig.DEFAULT)); // as it is for everybody
    doors = new HttpDoors(server).all();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RuleWorld world() {
    return RuleWorld.in(server.crm, HttpDoors.ADMIN);
  }

  @TestFactory
  Stream<DynamicNode> writtenRule_overHttp_holds() {
    Set<String> tried = new TreeSet<>();
    return Stream.concat(
        tests(RuleCases.written().stream(), tried),
        Stream.of(
            dynamicTest(
                "no door was left out",
                () ->
                    assertThat(tried)
                        .containsExactlyInAnyOrderElementsOf(
                            doors.stream().map(Door::name).toList()))));
  }

  /** Each type once, and each kind of constraint; the library is tried with all of them. */
  @TestFactory
  Stream<DynamicNode> declaredConstraint_overHttp_holds() {
    Set<String> kinds = new HashSet<>();
    Set<String> types = new HashSet<>();
    return tests(
        RuleCases.declared(server.crm.engine().schema()).stream()
            .filter(
                each -> {
                  boolean isNewKind = kinds.add(each.rule());
                  boolean isNewType = types.add(each.type());
                  return isNewKind || isNewType;
                }),
        new TreeSet<>());
  }

  private static Stream<DynamicNode> tests(Stream<RuleCase> cases, Set<String> tried) {
    return cases
        .filter(each -> !ELSEWHERE.contains(each.type()))
        .map(
            each ->
                dynamicTest(
                    each.toString(),
                    () -> {
                      RuleTrial trial = RuleTrial.of(each, doors);

                      assertThat(trial.faults(HttpDoorsTest::world)).isEmpty();
                      tried.addAll(trial.tried());
                    }));
  }
}
