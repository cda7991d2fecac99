package io.crmkit.testkit.rules;

import static io.crmkit.testkit.RuleWorld.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What accounts, contacts and leads keep. */
final class SalesCases {
  private static final int MOST_LEVELS = 20;

  private SalesCases() {}

  static List<RuleCase> all() {
    List<RuleCase> all = new ArrayList<>();
    all.addAll(accounts());
    all.addAll(contacts());
    all.addAll(addresses());
    all.addAll(leads());
    all.addAll(assignment());
    return all;
  }

  /** Makes a chain of rows, each below the one before, and names its ends. */
  static void chain(RuleWorld world, String type, Map<String, Object> row, int levels) {
    world.make("top", type, RuleCase.put(row, "name", "Level 1"));
    world.name("bottom", world.text("top"));
    for (int level = 2; level <= levels; level++) {
      Map<String, Object> next = RuleCase.put(row, "name", "Level " + level);
      world.make("bottom", type, RuleCase.put(next, "parentId", "$bottom"));
    }
  }

  private static List<RuleCase> accounts() {
    RuleCase base = Bases.of("account", "AccountRules", "the tree has no cycle");
    RuleCase deep = Bases.of("account", "AccountRules", "the tree is of bounded depth");
    return List.of(
        base.given(world -> chain(world, "account", Map.of(), 3))
            .changing(world -> world.text("top"))
            .change("parentId", "$bottom")
            .refused("CYCLE", "parentId"),
        base.given(world -> chain(world, "account", Map.of(), 1))
            .changing(world -> world.text("top"))
            .change("parentId", "$top")
            .refused("CYCLE", "parentId"),
        deep.given(world -> chain(world, "account", Map.of(), MOST_LEVELS))
            .change("parentId", "$bottom")
            .refused("TOO_DEEP", "parentId"));
  }

  private static List<RuleCase> contacts() {
    RuleCase known = Bases.of("contact", "ContactRules", "something to know a contact by");
    return List.of(
        known.change("company", null).change("email", null).refused("REQUIRED", "name"),
        known
            .change("company", null)
            .change("email", null)
            .change("phone", "+221 77 123 45 67")
            .holds("phone", "+221771234567"),
        Bases.of("contact", "ContactRules", "the full name follows its parts")
            .change("name", Map.of("first", "Awa", "last", "Diop"))
            .holds("name.full", "Awa Diop"),
        Bases.of("contact", "ContactRules", "heat is counted, not given")
            .change("notes", "x")
            .holds("leadHeat", "COLD")
            .holds("heatScore", 0L),
        Bases.of("interaction", "InteractionRules", "points come from the kind")
            .change("type", "SITE_VISIT")
            .holds("points", 10L)
            .after(
                (world, row) ->
                    assertThat(world.read("contact", world.text("contact")))
                        .containsEntry("heatScore", 10L)
                        .containsEntry("leadHeat", "WARM"))
            .onCreate());
  }

  private static List<RuleCase> addresses() {
    List<RuleCase> all = new ArrayList<>();
    for (String part : List.of("street", "city", "region", "country")) {
      all.add(
          Bases.of("contact-address", "ContactAddressRules", "a delivery needs the " + part)
              .change("address." + part, null)
              .refused("REQUIRED", "address." + part));
    }
    all.add(
        Bases.of("contact-address", "ContactAddressRules", "a known country becomes its code")
            .change("address.country", "Senegal")
            .holds("address.country", "SN"));
    all.add(
        Bases.of("contact-address", "ContactAddressRules", "one default for each contact")
            .given(
                world ->
                    world.make(
                        "former",
                        "contact-address",
                        RuleCase.put(Bases.all().get("contact-address"), "isDefault", true)))
            .change("isDefault", true)
            .holds("isDefault", true)
            .after(
                (world, row) ->
                    assertThat(world.read("contact-address", world.text("former")))
                        .containsEntry("isDefault", false)));
    return all;
  }

  private static List<RuleCase> leads() {
    RuleCase moves = Bases.of("lead", "LeadRules", "legal moves only");
    return List.of(
        moves.change("status", "CONVERTED").refused("ILLEGAL_MOVE"),
        moves
            .given(
                world ->
                    world.make(
                        "dead",
                        "lead",
                        RuleCase.put(Bases.all().get("lead"), "status", "DISQUALIFIED")))
            .changing(world -> world.text("dead"))
            .change("status", "SQL")
            .refused("ILLEGAL_MOVE"),
        moves.change("status", "DISQUALIFIED").holds("status", "DISQUALIFIED"),
        Bases.of("lead", "LeadRules", "the full name follows its parts")
            .change("name", Map.of("first", "Awa", "last", "Diop"))
            .holds("name.full", "Awa Diop"));
  }

  private static List<RuleCase> assignment() {
    List<RuleCase> all = new ArrayList<>();
    for (Object filter :
        List.of(
            Map.of("nope", 1L), Map.of("status", Map.of("like", "x")), Map.of("or", List.of()))) {
      all.add(
          Bases.of(
                  "assignment-rule", "AssignmentRuleRules", "a filter that can be asked: " + filter)
              .change("targetType", "lead")
              .change("condition", filter)
              .refused("INVALID_FILTER", "condition"));
    }
    for (String type : List.of("lead", "contact")) {
      String rules = type.equals("lead") ? "LeadRules" : "ContactRules";
      all.add(
          Bases.of(type, rules, "a new one goes to whom a rule names")
              .given(world -> assign(world, type))
              .change("notes", "x")
              .after(
                  (world, row) -> {
                    assertThat(at(row, "ownerId")).isEqualTo(world.text("member"));
                    assertThat(at(row, "teamId")).isEqualTo(world.text("team"));
                  })
              .onCreate());
    }
    return all;
  }

  private static void assign(RuleWorld world, String type) {
    String membership =
        world.having("membership", "userId", new io.crmkit.record.Id<>(world.id("member"))).get(0);
    world.name("membership", membership);
    world.change("membership", "membership", Map.of("teamIds", List.of("$team")));
    world.make(
        "rule",
        "assignment-rule",
        Map.of(
            "name",
            "All",
            "targetType",
            type,
            "condition",
            Map.of(),
            "assignees",
            List.of("$member")));
  }
}
