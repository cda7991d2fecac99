package io.crmkit.testkit.rules;

import static io.crmkit.testkit.RuleWorld.xof;

import io.crmkit.testkit.RuleCase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The smallest valid row of each type that callers write. */
final class Bases {
  private static final Map<String, Map<String, Object>> ROWS = rows();

  private Bases() {}

  static Map<String, Map<String, Object>> all() {
    return ROWS;
  }

  /** Starts a case. */
  static RuleCase of(String type, String rule, String name) {
    return RuleCase.of(type, rule, name, ROWS.get(type));
  }

  private static Map<String, Map<String, Object>> rows() {
    Map<String, Map<String, Object>> rows = new LinkedHashMap<>();
    rows.put("account", Map.of("name", "Teranga SA"));
    rows.put("contact", Map.of("company", "Teranga", "email", "awa@teranga.example"));
    rows.put(
        "contact-address",
        Map.of(
            "contactId",
            "$contact",
            "address",
            Map.of("street", "1 rue A", "city", "Dakar", "region", "Dakar", "country", "SN")));
    rows.put("interaction", Map.of("contactId", "$contact", "type", "INFO_REQUEST"));
    rows.put("pipeline", Map.of("name", "Events"));
    rows.put(
        "stage",
        Map.of(
            "pipelineId",
            "$spare",
            "name",
            "Inquiry",
            "probability",
            20L,
            "forecastCategory",
            "PIPELINE",
            "sortOrder",
            2L));
    rows.put("opportunity", Map.of("name", "Big hall", "accountId", "$account"));
    rows.put(
        "opportunity-contact", Map.of("opportunityId", "$opportunity", "contactId", "$contact"));
    rows.put(
        "meddic-evidence",
        Map.of("opportunityId", "$opportunity", "element", "METRICS", "statement", "Saves a day"));
    rows.put(
        "line-item",
        Map.of(
            "opportunityId",
            "$opportunity",
            "description",
            "Chairs",
            "quantity",
            "2",
            "unitPrice",
            xof("500")));
    rows.put("lead", Map.of("company", "Teranga", "email", "awa@teranga.example"));
    rows.put(
        "assignment-rule",
        Map.of(
            "name",
            "Everything",
            "targetType",
            "deal",
            "condition",
            Map.of(),
            "assignees",
            List.of("$user")));
    rows.put("activity", Map.of("type", "CALL", "subject", "First call"));
    rows.put("activity-link", Map.of("activityId", "$activity", "record", "account:$account"));
    rows.put("category", Map.of("name", "Tables"));
    rows.put("product", Map.of("name", "Table", "price", xof("900")));
    rows.put("product-price", Map.of("productId", "$product", "price", xof("400")));
    rows.put(
        "exchange-rate",
        Map.of("base", "EUR", "quote", "XOF", "day", "2026-03-02", "rate", "655.957"));
    rows.put("role", Map.of("name", "GUIDE"));
    rows.put("team", Map.of("name", "South"));
    rows.put("grant", Map.of("roleId", "$custom", "permission", "contact:read"));
    rows.put(
        "field-right",
        Map.of("roleId", "$custom", "targetType", "contact", "field", "notes", "access", "NONE"));
    rows.put("membership", Map.of("userId", "$newcomer"));
    rows.put(
        "custom-field",
        Map.of("targetType", "account", "key", "size", "label", "Size", "kind", "TEXT"));
    rows.put(
        "duplicate-rule",
        Map.of("targetType", "contact", "name", "Mails", "matches", List.of("email:EXACT")));
    rows.put("draft", Map.of("type", "ticket_draft", "key", "new", "data", Map.of("subject", "x")));
    rows.put("document", Map.of("title", "Offer", "fileId", "$file"));
    rows.put("webhook-endpoint", Map.of("url", "https://hooks.example.org/crm"));
    return rows;
  }
}
