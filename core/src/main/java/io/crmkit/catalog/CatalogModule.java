package io.crmkit.catalog;

import io.crmkit.record.RecordRules;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The types of this package and their rules, as the root registers them.
 *
 * @since 0.1
 */
public final class CatalogModule {
  private CatalogModule() {}

  /** Returns the rules of each type; a type stands behind those that it points to. */
  public static Map<Class<?>, RecordRules<?>> types() {
    Map<Class<?>, RecordRules<?>> types = new LinkedHashMap<>();
    types.put(Category.class, new CategoryRules());
    types.put(Product.class, new ProductRules());
    types.put(ProductPrice.class, new ProductPriceRules());
    types.put(ExchangeRate.class, new ExchangeRateRules());
    return Collections.unmodifiableMap(types);
  }
}
