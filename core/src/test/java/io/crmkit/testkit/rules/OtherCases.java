package io.crmkit.testkit.rules;

import static io.crmkit.testkit.RuleWorld.at;
import static io.crmkit.testkit.RuleWorld.xof;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.testkit.RuleCase;
import io.crmkit.testkit.RuleWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the types of activity, catalog, identity and of the kernel itself keep. */
final class OtherCases {
  private static final int MOST_LEVELS = 20;

  private OtherCases() {}

  static List<RuleCase> all() {
    List<RuleCase> all = new ArrayList<>();
    all.addAll(activities());
    all.addAll(catalog());
    all.addAll(identity());
    all.addAll(customFields());
    all.addAll(customValues());
    all.addAll(duplicates());
    all.addAll(drafts());
    all.addAll(documents());
    all.addAll(webhooks());
    return all;
  }

  private static List<RuleCase> drafts() {
    return List.of(
        Bases.of("draft", "DraftRules", "a draft ends after 30 days unless it is given")
            .change("expiresAt", null)
            .after((world, row) -> assertThat(row.get("expiresAt")).isNotNull()),
        Bases.of("draft", "DraftRules", "a draft ends later than it is saved")
            .change("expiresAt", "2020-01-01T00:00:00Z")
            .refused("NOT_AHEAD", "expiresAt"));
  }

  private static List<RuleCase> documents() {
    return List.of(
        Bases.of("document", "DocumentRules", "a document has a file that arrived")
            .change("fileId", "$awaited")
            .refused("FILE_NOT_READY", "fileId"),
        Bases.of("document", "DocumentRules", "a document has no file with a virus")
            .change("fileId", "$quarantined")
            .refused("FILE_REFUSED", "fileId"),
        Bases.of("document", "FileRules", "a file that hangs on nothing hangs on its document")
            .change("fileId", "$file")
            .after(
                (world, row) -> {
                  Map<String, Object> file = world.read("file", world.text("file"));
                  assertThat(file.get("relatedTo")).isEqualTo("document:" + row.get("id"));
                  assertThat(file.get("name")).isEqualTo("file.pdf");
                }));
  }

  private static List<RuleCase> webhooks() {
    String rules = "WebhookEndpointRules";
    return List.of(
        Bases.of("webhook-endpoint", rules, "an address is one of the open internet")
            .change("url", "https://169.254.169.254/latest/meta-data")
            .refused("ADDRESS_NOT_ALLOWED", "url"),
        Bases.of("webhook-endpoint", rules, "an address is called by https")
            .change("url", "http://hooks.example.org/crm")
            .refused("HTTPS_REQUIRED", "url"),
        Bases.of("webhook-endpoint", rules, "types are named that there are")
            .change("types", List.of("contact", "phantom.created"))
            .refused("UNKNOWN_TYPE", "types[1]"),
        Bases.of("webhook-endpoint", rules, "events of webhooks are not sent")
            .change("types", List.of("webhook-endpoint"))
            .refused("UNKNOWN_TYPE", "types[0]"),
        Bases.of("webhook-endpoint", rules, "events of a type may be named")
            .change("types", List.of("contact", "lead.converted"))
            .holds("position", -1L));
  }

  private static List<RuleCase> activities() {
    RuleCase account =
        Bases.of("activity", "ActivityRules", "the account is that of what it is about");
    List<RuleCase> all = new ArrayList<>();
    for (String about : List.of("account", "contact", "opportunity")) {
      all.add(
          account
              .change("relatedTo", about + ":$" + about)
              .after(
                  (world, row) -> {
                    assertThat(row.get("accountId")).isEqualTo(world.text("account"));
                    assertThat(lastActivity(world)).isEqualTo(row.get("occurredAt"));
                  }));
    }
    all.add(
        account
            .given(
                world ->
                    world.make("lead", "lead", RuleCase.put(Bases.all().get("lead"), "notes", "x")))
            .change("relatedTo", "lead:$lead")
            .holds("accountId", null)
            .after(
                (world, row) ->
                    assertThat(world.read("lead", world.text("lead")))
                        .containsEntry("status", "CONTACTED")));
    all.add(
        Bases.of("activity", "ActivityRules", "what is no task was done")
            .change("status", null)
            .holds("status", "DONE")
            .after(
                (world, row) -> assertThat(row.get("occurredAt")).isEqualTo(row.get("createdAt"))));
    all.add(
        Bases.of("activity", "ActivityRules", "a task is planned, and dated when it is done")
            .change("type", "TASK")
            .change("status", "DONE")
            .after((world, row) -> assertThat(at(row, "schedule.completedAt")).isNotNull()));
    all.add(
        Bases.of("activity-link", "ActivityLinkRules", "what is linked knows of it")
            .change("role", "CC")
            .after(
                (world, row) ->
                    assertThat(lastActivity(world))
                        .isEqualTo(
                            world.read("activity", world.text("activity")).get("occurredAt"))));
    return all;
  }

  private static Object lastActivity(RuleWorld world) {
    return at(world.read("account", world.text("account")), "health.lastActivityAt");
  }

  private static List<RuleCase> catalog() {
    RuleCase cycle = Bases.of("category", "CategoryRules", "the tree has no cycle");
    return List.of(
        cycle
            .given(world -> SalesCases.chain(world, "category", Map.of(), 3))
            .changing(world -> world.text("top"))
            .change("parentId", "$bottom")
            .refused("CYCLE", "parentId"),
        Bases.of("category", "CategoryRules", "the tree is of bounded depth")
            .given(world -> SalesCases.chain(world, "category", Map.of(), MOST_LEVELS))
            .change("parentId", "$bottom")
            .refused("TOO_DEEP", "parentId"),
        Bases.of("category", "CategoryRules", "roots have names of their own")
            .change("name", "Chairs")
            .refused("UNIQUE_VALUE"),
        Bases.of("category", "CategoryRules", "an address is made of the name")
            .change("name", "Côté mer")
            .change("slug", null)
            .after((world, row) -> assertThat((String) row.get("slug")).isIn("cote-mer", "tables")),
        Bases.of("product", "ProductRules", "a former price is in the currency of the price")
            .change("terms", Map.of("originalPrice", Map.of("amount", "1000", "currency", "EUR")))
            .refused("CURRENCY_MISMATCH", "terms.originalPrice"),
        Bases.of("product", "ProductRules", "a former price is above the price")
            .change("terms", Map.of("originalPrice", xof("899")))
            .refused("OUT_OF_RANGE", "terms.originalPrice"),
        Bases.of("product", "ProductRules", "an address is made of the name")
            .change("isFeatured", true)
            .holds("seo.slug", "table"),
        Bases.of("product-price", "ProductPriceRules", "a price ends behind its beginning")
            .change("validFrom", "2026-03-02")
            .change("validTo", "2026-03-01")
            .refused("OUT_OF_RANGE", "validTo"),
        Bases.of("exchange-rate", "ExchangeRateRules", "two currencies")
            .change("quote", "EUR")
            .refused("SAME_CURRENCY", "quote"));
  }

  private static List<RuleCase> identity() {
    RuleCase subject = Bases.of("grant", "GrantRules", "one subject");
    return List.of(
        subject.change("roleId", null).refused("ONE_SUBJECT", "roleId"),
        subject
            .given(OtherCases::nameMembership)
            .change("membershipId", "$membership")
            .refused("ONE_SUBJECT", "roleId"),
        Bases.of("grant", "GrantRules", "a permission is spelled like one")
            .change("permission", "Read contacts")
            .refused("INVALID_PERMISSION", "permission"),
        Bases.of("role", "RoleRules", "a role is spelled like one")
            .change("name", "Guide")
            .refused("INVALID_NAME", "name"),
        Bases.of("role", "RoleRules", "no cycle")
            .given(
                world ->
                    world.make(
                        "heir", "role", Map.of("name", "HEIR", "inherits", List.of("$custom"))))
            .changing(world -> world.text("custom"))
            .change("inherits", List.of("$heir"))
            .refused("CYCLE", "inherits"),
        Bases.of("role", "RoleRules", "roles of the product stay as they are")
            .changing(world -> world.text("role"))
            .change("description", "mine")
            .refused("BUILT_IN_ROLE"),
        Bases.of("role", "RoleRules", "names of the product are reserved")
            .change("name", "ADMIN")
            .refused("BUILT_IN_ROLE")
            .onCreate(),
        Bases.of("team", "TeamRules", "no cycle")
            .given(world -> SalesCases.chain(world, "team", Map.of(), 3))
            .changing(world -> world.text("top"))
            .change("parentId", "$bottom")
            .refused("CYCLE", "parentId"),
        Bases.of("membership", "MembershipRules", "a member has a role")
            .change("roleIds", List.of())
            .after(
                (world, row) ->
                    assertThat(row.get("roleIds")).isEqualTo(List.of(world.text("role")))));
  }

  private static void nameMembership(RuleWorld world) {
    var member = new io.crmkit.record.Id<>(world.id("member"));
    world.name("membership", world.having("membership", "userId", member).get(0));
  }

  private static List<RuleCase> customFields() {
    RuleCase fixed =
        Bases.of("custom-field", "CustomFieldRules", "what values are made of is fixed");
    return List.of(
        Bases.of("custom-field", "CustomFieldRules", "of a type that there is")
            .change("targetType", "user")
            .refused("UNKNOWN_TYPE", "targetType"),
        Bases.of("custom-field", "CustomFieldRules", "a choice has options")
            .change("kind", "CHOICE")
            .refused("OPTIONS", "options")
            .onCreate(),
        Bases.of("custom-field", "CustomFieldRules", "only a choice has options")
            .change("options", List.of("a"))
            .refused("OPTIONS", "options"),
        Bases.of("custom-field", "CustomFieldRules", "long texts are not filtered")
            .change("kind", "LONG_TEXT")
            .change("isFilterable", true)
            .refused("NOT_FILTERABLE", "isFilterable"),
        fixed.change("targetType", "contact").refused("FIXED", "targetType").onUpdate(),
        fixed.change("key", "other").refused("FIXED", "key").onUpdate(),
        fixed.change("kind", "INTEGER").refused("FIXED", "kind").onUpdate(),
        fixed.change("isFilterable", true).refused("FIXED", "isFilterable").onUpdate());
  }

  private static RuleWorld custom(RuleWorld world, String kind, Map<String, Object> more) {
    Map<String, Object> field = RuleCase.put(Bases.all().get("custom-field"), "kind", kind);
    world.make("field", "custom-field", RuleCase.merged(field, more));
    return world;
  }

  private static List<RuleCase> customValues() {
    RuleCase of = Bases.of("account", "custom", "custom fields hold what they are made for");
    Map<String, Object> base =
        RuleCase.merged(Bases.all().get("account"), Map.of("custom", Map.of("size", "L")));
    return List.of(
        of.change("custom", Map.of("nope", 1L)).refused("UNKNOWN_FIELD", "custom.nope"),
        of.given(world -> custom(world, "INTEGER", Map.of()))
            .change("custom", Map.of("size", "many"))
            .refused("INVALID_TYPE", "custom.size"),
        of.given(world -> custom(world, "CHOICE", Map.of("options", List.of("S", "L"))))
            .change("custom", Map.of("size", "XXL"))
            .refused("UNKNOWN_CHOICE", "custom.size"),
        of.given(world -> custom(world, "TEXT", Map.of()))
            .change("custom", Map.of("size", "x".repeat(1001)))
            .refused("TOO_LONG", "custom.size"),
        Bases.of("account", "custom", "a new row has what is required")
            .given(world -> custom(world, "TEXT", Map.of("isRequired", true)))
            .change("industry", "x")
            .refused("REQUIRED", "custom.size")
            .onCreate(),
        RuleCase.of("account", "custom", "what is required is not cleared", base)
            .given(world -> custom(world, "TEXT", Map.of("isRequired", true)))
            .change("custom.size", null)
            .refused("REQUIRED", "custom.size"),
        of.given(world -> custom(world, "CHOICE", Map.of("options", List.of("S", "L"))))
            .change("custom", Map.of("size", "L"))
            .holds("custom.size", "L"));
  }

  private static List<RuleCase> duplicates() {
    return List.of(
        Bases.of("duplicate-rule", "DuplicateRules", "of a type that there is")
            .change("targetType", "user")
            .refused("UNKNOWN_TYPE", "targetType"),
        Bases.of("duplicate-rule", "DuplicateRules", "of fields that there are")
            .change("matches", List.of("nope:EXACT"))
            .refused("INVALID_MATCH", "matches"),
        Bases.of("duplicate-rule", "DuplicateRules", "of a field that finds rows")
            .change("matches", List.of("notes:EXACT"))
            .refused("INDEX_NEEDED", "matches"),
        Bases.of("contact", "duplicate", "a duplicate is refused where a rule blocks it")
            .given(OtherCases::block)
            .change("email", "Moussa@Baobab.example")
            .refused("DUPLICATE"),
        Bases.of("lead", "duplicate", "a duplicate is told of where a rule warns")
            .given(world -> world.make("twin", "lead", Map.of("email", "moussa@baobab.example")))
            .change("email", "moussa@baobab.example")
            .after(
                (world, row) ->
                    assertThat(world.having("lead", "email", "moussa@baobab.example")).hasSize(2)));
  }

  static void block(RuleWorld world) {
    world.make(
        "rule",
        "duplicate-rule",
        RuleCase.put(Bases.all().get("duplicate-rule"), "action", "BLOCK"));
    world.make("twin", "contact", Map.of("email", "moussa@baobab.example"));
  }
}
