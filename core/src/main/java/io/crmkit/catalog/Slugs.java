package io.crmkit.catalog;

import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.RuleContext;
import io.crmkit.record.SearchText;

/** Makes names for addresses that no other row of the type has. */
final class Slugs {
  /** Leaves room for a number behind. */
  private static final int LONGEST = 100;

  private Slugs() {}

  /** Returns the letters and digits of a name with single hyphens between its words. */
  static String of(String name, String fallback) {
    StringBuilder slug = new StringBuilder();
    for (char c : SearchText.fold(name).toCharArray()) {
      boolean isKept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (isKept) {
        slug.append(c);
      } else if (!slug.isEmpty() && slug.charAt(slug.length() - 1) != '-') {
        slug.append('-');
      }
    }
    String cut = slug.substring(0, Math.min(slug.length(), LONGEST));
    String trimmed = cut.endsWith("-") ? cut.substring(0, cut.length() - 1) : cut;
    return trimmed.isEmpty() ? fallback : trimmed;
  }

  /** Returns the slug of a name, with a number behind where another row has it. */
  static String free(
      RuleContext context, Class<?> type, String path, Id<?> self, String name, String fallback) {
    String base = of(name, fallback);
    String slug = base;
    for (int number = 2; isTaken(context, type, path, self, slug); number++) {
      slug = base + "-" + number;
    }
    return slug;
  }

  private static boolean isTaken(
      RuleContext context, Class<?> type, String path, Id<?> self, String slug) {
    return context.query(type, Query.where(Condition.eq(path, slug)).limit(2)).stream()
        .anyMatch(row -> !row.id().value().equals(self.value()));
  }
}
