package io.crmkit.catalog;

import io.crmkit.record.Money;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;

/** Names products in addresses, and keeps a former price above the price. */
final class ProductRules implements RecordRules<Product> {
  @Override
  public void check(Change<Product> change, RuleContext context, Faults faults) {
    Money price = change.value().price();
    Money original = change.value().terms().originalPrice();
    if (original == null) {
      return;
    }
    if (!original.currency().equals(price.currency())) {
      faults.add(
          "terms.originalPrice", "CURRENCY_MISMATCH", "must be in " + price.currency() + " too");
    } else if (original.minor() < price.minor()) {
      faults.add("terms.originalPrice", "OUT_OF_RANGE", "is below the price");
    }
  }

  @Override
  public Product beforeWrite(Change<Product> change, RuleContext context) {
    Product value = change.value();
    Seo seo = value.seo();
    if (change.kind() == Kind.DELETE || seo.slug() != null) {
      return value;
    }
    String slug =
        Slugs.free(context, Product.class, "seo.slug", change.id(), value.name(), "product");
    return value.toBuilder()
        .seo(new Seo(slug, seo.metaTitle(), seo.metaDescription(), seo.keywords()))
        .build();
  }
}
