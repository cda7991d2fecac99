package io.crmkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.TestCrm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class CatalogRulesTest {
  private static final Map<String, String> PRICE = Map.of("amount", "500", "currency", "XOF");

  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Category> categories = session.records(Category.class);
  private final Records<Product> products = session.records(Product.class);

  @AfterEach
  void end() {
    crm.close();
  }

  private Id<Category> category(String name, Id<Category> parent) {
    return categories.create(Category.builder().name(name).parentId(parent).build()).id();
  }

  private Stored<Product> product(String name) {
    return products.createPlain(Map.of("name", name, "price", PRICE));
  }

  @ParameterizedTest
  @CsvSource({
    "Café Touba 250g, cafe-touba-250g",
    "'  --Gold & Silver!! ', gold-silver",
    "日本, product"
  })
  void slug_notGiven_isMadeFromTheName(String name, String slug) {
    assertThat(product(name).value().seo().slug()).isEqualTo(slug);
  }

  @Test
  void slug_taken_getsANumber() {
    Stored<Product> first = product("Chair");
    assertThat(product("Chair").value().seo().slug()).isEqualTo("chair-2");
    assertThat(product("Chair").value().seo().slug()).isEqualTo("chair-3");
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(
            () ->
                products.createPlain(
                    Map.of("name", "x", "price", PRICE, "seo", Map.of("slug", "chair"))));

    products.delete(first.id(), null);

    assertThat(product("Chair").value().seo().slug()).isEqualTo("chair");
    assertThat(product("x".repeat(150)).value().seo().slug()).hasSize(100);
  }

  @Test
  void slug_kept_whenTheNameChangesAndMadeAgainWhenCleared() {
    Id<Product> id = product("Chair").id();
    products.updatePlain(id, null, Map.of("name", "Armchair"));
    assertThat(products.get(id).value().seo().slug()).isEqualTo("chair");

    Map<String, Object> cleared = new HashMap<>();
    cleared.put("slug", null);
    products.updatePlain(id, null, Map.of("seo", cleared));

    assertThat(products.get(id).value().seo().slug()).isEqualTo("armchair");
  }

  @Test
  void originalPrice_belowThePriceOrInAnotherCurrency_isRefused() {
    for (Map<String, String> wrong :
        List.of(
            Map.of("amount", "499", "currency", "XOF"),
            Map.of("amount", "900", "currency", "EUR"))) {
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(
              () ->
                  products.createPlain(
                      Map.of(
                          "name", "x", "price", PRICE, "terms", Map.of("originalPrice", wrong))));
    }
    assertThat(
            products
                .createPlain(
                    Map.of("name", "x", "price", PRICE, "terms", Map.of("originalPrice", PRICE)))
                .version())
        .isEqualTo(1);
  }

  @Test
  void price_belowZero_isRefused() {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                products.createPlain(
                    Map.of("name", "x", "price", Map.of("amount", "-1", "currency", "XOF"))));
  }

  @Test
  void products_byCategoryPriceAndFlags_areListed() {
    Id<Category> chairs = category("Chairs", null);
    product("Table");
    products.createPlain(
        Map.of(
            "name",
            "Chair",
            "price",
            Map.of("amount", "900", "currency", "XOF"),
            "categoryId",
            chairs.toString(),
            "isFeatured",
            true,
            "content",
            Map.of("brand", "Baobab", "tags", List.of("wood"))));

    Condition wanted =
        Condition.all(
            Condition.eq("categoryId", chairs),
            Condition.compare("price", Condition.Op.GTE, Money.of("600", "XOF")),
            Condition.eq("isFeatured", true),
            Condition.eq("content.tags", "wood"));
    assertThat(products.list(Query.where(wanted).sort("-price")).items()).hasSize(1);
    assertThat(products.list(Query.ALL.search("baobab")).items()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Doors.class)
  void category_belowItself_isRefused(Doors door) {
    Id<Category> top = category("Top", null);
    Id<Category> bottom = category("Bottom", category("Middle", top));

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () -> door.change(session, Category.class, top, Map.of("parentId", bottom.toString())));
  }

  @Test
  void category_tooDeep_isRefused() {
    Id<Category> last = category("0", null);
    for (int level = 2; level <= CategoryRules.MOST_LEVELS; level++) {
      last = category("x", last);
    }
    Id<Category> deepest = last;

    assertThatExceptionOfType(InvalidValueException.class).isThrownBy(() -> category("y", deepest));
  }

  @Test
  void category_sameNameBesideIt_isRefused() {
    Id<Category> top = category("Top", null);
    category("Chairs", top);

    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> category("Top", null));
    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> category("Chairs", top));
    assertThat(categories.get(category("Chairs", null)).value().slug()).isEqualTo("chairs-2");
    assertThat(categories.updatePlain(top, null, Map.of("sortOrder", 3)).version()).isEqualTo(2);
    categories.delete(top, null);
  }

  @Test
  void productPrice_endingBeforeItBegins_isRefused() {
    Map<String, Object> fields =
        Map.of(
            "productId",
            product("Chair").id().toString(),
            "price",
            PRICE,
            "validFrom",
            "2026-03-02",
            "validTo",
            "2026-03-01");

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> session.records(ProductPrice.class).createPlain(fields));
  }

  @Test
  void exchangeRate_toItselfOrNotPositiveOrTwiceADay_isRefused() {
    Records<ExchangeRate> rates = session.records(ExchangeRate.class);
    Map<String, Object> good =
        Map.of("base", "EUR", "quote", "XOF", "day", "2026-03-02", "rate", "655.957");
    rates.createPlain(good);

    assertThatExceptionOfType(ConflictException.class).isThrownBy(() -> rates.createPlain(good));
    for (Map<String, String> wrong :
        List.of(Map.of("quote", "EUR"), Map.of("rate", "0"), Map.of("rate", "-1"))) {
      Map<String, Object> fields = new HashMap<>(good);
      fields.putAll(wrong);
      assertThatExceptionOfType(InvalidValueException.class)
          .isThrownBy(() -> rates.createPlain(fields));
    }
  }
}
