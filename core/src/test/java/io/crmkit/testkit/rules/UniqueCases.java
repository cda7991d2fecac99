package io.crmkit.testkit.rules;

import io.crmkit.testkit.RuleCase;
import java.util.List;
import java.util.Map;

/** What no two living rows share. */
final class UniqueCases {
  private UniqueCases() {}

  static List<RuleCase> all() {
    return List.of(
        taken("category", Map.of("name", "Shelves", "slug", "shelves"), "slug", "shelves"),
        taken("product", Map.of("name", "Shelf", "code", "S-1"), "code", "S-1"),
        taken(
            "product",
            Map.of("name", "Shelf", "seo", Map.of("slug", "shelf")),
            "seo",
            Map.of("slug", "shelf")),
        taken("pipeline", Map.of("name", "Renewals"), "name", "Renewals"),
        taken("stage", Map.of("name", "Offer"), "name", "Offer"),
        taken("opportunity-contact", Map.of("role", "CHAMPION"), "role", "CHAMPION"),
        taken("assignment-rule", Map.of("name", "Others"), "name", "Others"),
        taken("activity-link", Map.of("record", "contact:$contact"), "record", "contact:$contact"),
        taken("exchange-rate", Map.of("day", "2026-03-03"), "day", "2026-03-03"),
        taken("role", Map.of("name", "TAKEN"), "name", "TAKEN"),
        taken("team", Map.of("name", "Taken"), "name", "Taken"),
        taken("custom-field", Map.of("key", "width"), "key", "width").onCreate(),
        taken("draft", Map.of("key", "taken"), "key", "taken"),
        taken("duplicate-rule", Map.of("name", "Others"), "name", "Others"),
        Bases.of("category", "unique", "names are unique below a category")
            .given(
                world ->
                    world.make(
                        "twin", "category", Map.of("name", "Stools", "parentId", "$category")))
            .change("name", "Stools")
            .change("parentId", "$category")
            .refused("UNIQUE_VALUE"),
        Bases.of("membership", "unique", "a user is a member once")
            .change("userId", "$member")
            .refused("UNIQUE_VALUE"));
  }

  private static RuleCase taken(String type, Map<String, Object> twin, String path, Object value) {
    return Bases.of(type, "unique", path + " is unique")
        .given(world -> world.make("twin", type, RuleCase.merged(Bases.all().get(type), twin)))
        .change(path, value)
        .refused("UNIQUE_VALUE");
  }
}
