package io.crmkit.sales;

import static io.crmkit.testkit.SalesFixtures.opportunity;
import static io.crmkit.testkit.SalesFixtures.xof;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.catalog.Product;
import io.crmkit.catalog.ProductPrice;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Money;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.SalesFixtures;
import io.crmkit.testkit.TestCrm;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LineItemRulesTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Opportunity> opportunities = session.records(Opportunity.class);
  private final Records<LineItem> lines = session.records(LineItem.class);
  private Id<Opportunity> sale;

  @BeforeEach
  void begin() {
    SalesFixtures.pipeline(session, "Sales");
    sale = opportunities.create(opportunity("Baobab", Money.of("9.99", "EUR"))).id();
  }

  @AfterEach
  void end() {
    crm.close();
  }

  private static LineItem line(Id<Opportunity> sale, String quantity, String price) {
    return LineItem.builder()
        .opportunityId(sale)
        .description("Chairs")
        .quantity(new BigDecimal(quantity))
        .unitPrice(Money.of(price, "EUR"))
        .build();
  }

  private Money amount() {
    return opportunities.get(sale).value().amount();
  }

  @ParameterizedTest
  @CsvSource({
    "3, 10.00, 0, 30.00",
    "2.5, 0.01, 0, 0.03",
    "0.333, 1.00, 0, 0.33",
    "0.335, 1.00, 0, 0.34",
    "2, 5.00, 1.50, 8.50",
    "1, 5.00, 5.00, 0.00"
  })
  void total_quantityTimesPriceLessDiscount_isHalfUp(
      String quantity, String price, String discount, String total) {
    Stored<LineItem> made =
        lines.create(
            line(sale, quantity, price).toBuilder().discount(Money.of(discount, "EUR")).build());

    assertThat(made.value().totalPrice()).isEqualTo(Money.of(total, "EUR"));
    assertThat(amount()).isEqualTo(Money.of(total, "EUR"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void amount_afterManyRandomChanges_isTheSumOfTheLines(long seed) {
    Random random = new Random(seed);
    List<Id<LineItem>> known = new ArrayList<>();
    for (int step = 0; step < 60; step++) {
      int choice = random.nextInt(10);
      int steps = 1 + random.nextInt(3);
      session.transact(
          joined -> {
            for (int i = 0; i < steps; i++) {
              change(joined, random, choice, known);
            }
            return Boolean.TRUE;
          });
      assertThat(amount()).isEqualTo(sum());
    }
  }

  private void change(RecordSession joined, Random random, int choice, List<Id<LineItem>> known) {
    Records<LineItem> records = joined.records(LineItem.class);
    String quantity = BigDecimal.valueOf(1 + random.nextInt(5_000), 3).toPlainString();
    String price = BigDecimal.valueOf(random.nextInt(100_000), 2).toPlainString();
    if (choice < 5 || known.isEmpty()) {
      known.add(records.create(line(sale, quantity, price)).id());
    } else if (choice < 8) {
      records.updatePlain(
          known.get(random.nextInt(known.size())), null, Map.of("quantity", quantity));
    } else {
      records.delete(known.remove(random.nextInt(known.size())), null);
    }
  }

  private Money sum() {
    Money sum = Money.of("0", "EUR");
    Query ofSale = Query.where(Condition.eq("opportunityId", sale)).limit(1_000);
    for (Stored<LineItem> line : lines.list(ofSale).items()) {
      sum = sum.plus(line.value().totalPrice());
    }
    return sum;
  }

  @ParameterizedTest
  @EnumSource(Doors.class)
  void amount_setWhileThereAreLines_isRefused(Doors door) {
    lines.create(line(sale, "2", "5.00"));

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                door.change(
                    session,
                    Opportunity.class,
                    sale,
                    Map.of("amount", Map.of("amount", "1", "currency", "EUR"))))
        .satisfies(e -> assertThat(e.errors().get(0).code()).isEqualTo("DERIVED"));
    assertThat(amount()).isEqualTo(Money.of("10.00", "EUR"));
  }

  @Test
  void amount_setBesideNewLinesInOneTransaction_isTheirSum() {
    session.batch(
        List.of(
            new BatchRow(
                BatchRow.Op.CREATE,
                "opportunity",
                "o",
                null,
                null,
                null,
                Map.of("name", "New", "amount", Map.of("amount", "7", "currency", "XOF"))),
            new BatchRow(
                BatchRow.Op.CREATE,
                "line-item",
                null,
                null,
                null,
                null,
                Map.of(
                    "opportunityId",
                    "$o",
                    "description",
                    "Tables",
                    "unitPrice",
                    Map.of("amount", "100", "currency", "XOF")))),
        true);

    Query named = Query.where(Condition.eq("name", "New"));
    assertThat(opportunities.list(named).items().get(0).value().amount()).isEqualTo(xof(100));
  }

  @Test
  void create_wrongInSeveralWays_isRefused() {
    for (Map<String, Object> wrong :
        List.<Map<String, Object>>of(
            Map.of("unitPrice", Map.of("amount", "1", "currency", "EUR")),
            Map.of("description", "x"),
            Map.of("description", "x", "unitPrice", Map.of("amount", "1", "currency", "XOF")),
            Map.of(
                "description",
                "x",
                "unitPrice",
                Map.of("amount", "1", "currency", "EUR"),
                "discount",
                Map.of("amount", "2", "currency", "EUR")),
            Map.of(
                "description",
                "x",
                "quantity",
                "999999999999",
                "unitPrice",
                Map.of("amount", "900000000", "currency", "EUR")))) {
      Map<String, Object> fields = new java.util.HashMap<>(wrong);
      fields.put("opportunityId", sale.toString());

      assertThatExceptionOfType(CrmException.class)
          .isThrownBy(() -> lines.createPlain(fields))
          .isInstanceOf(InvalidValueException.class);
    }
    assertThat(amount()).isEqualTo(Money.of("9.99", "EUR"));
  }

  @Test
  void unitPrice_notGiven_isTheProductsInThatCurrency() {
    Id<Product> chair =
        session
            .records(Product.class)
            .create(Product.builder().name("Chair").price(xof(10_000)).build())
            .id();
    Map<String, String> fields =
        Map.of("opportunityId", sale.toString(), "productId", chair.toString(), "quantity", "12");
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> lines.createPlain(fields));

    Records<ProductPrice> prices = session.records(ProductPrice.class);
    LocalDate today = LocalDate.of(2026, 3, 2);
    prices.create(new ProductPrice(chair, Money.of("16", "EUR"), null, null, 1, null));
    prices.create(new ProductPrice(chair, Money.of("14", "EUR"), today, today, 10, null));
    prices.create(new ProductPrice(chair, Money.of("9", "EUR"), null, null, 20, null));
    prices.create(new ProductPrice(chair, Money.of("8", "EUR"), null, null, 1, "friends"));
    prices.create(new ProductPrice(chair, Money.of("7", "EUR"), today.plusDays(1), null, 11, null));
    prices.create(
        new ProductPrice(chair, Money.of("6", "EUR"), null, today.minusDays(1), 11, null));

    assertThat(lines.createPlain(fields).value().unitPrice()).isEqualTo(Money.of("14", "EUR"));
  }

  @Test
  void unitPrice_noSpecialPrice_isTheListPrice() {
    Id<Product> chair =
        session
            .records(Product.class)
            .create(Product.builder().name("Chair").price(Money.of("20", "EUR")).build())
            .id();

    lines.createPlain(Map.of("opportunityId", sale.toString(), "productId", chair.toString()));

    assertThat(amount()).isEqualTo(Money.of("20.00", "EUR"));
  }

  @Test
  void lines_withTheSaleOrReplaced_areOneStep() {
    OpportunityService service = new OpportunityService(session);

    Stored<Opportunity> made =
        service.create(
            opportunity("Two lines", Money.of("0", "EUR")),
            List.of(line(sale, "1", "3.00"), line(sale, "2", "4.00")));
    assertThat(made.version()).isEqualTo(1);
    assertThat(made.value().amount()).isEqualTo(Money.of("11.00", "EUR"));

    Stored<Opportunity> replaced =
        service.replaceLines(made.id(), made.version(), List.of(line(sale, "1", "2.00")));
    assertThat(replaced.version()).isEqualTo(2);
    assertThat(replaced.value().amount()).isEqualTo(Money.of("2.00", "EUR"));
    assertThatExceptionOfType(io.crmkit.error.StaleVersionException.class)
        .isThrownBy(() -> service.replaceLines(made.id(), 1L, List.of()));
  }

  @Test
  void lines_allGone_leaveNothing() {
    Id<LineItem> only = lines.create(line(sale, "2", "5.00")).id();

    lines.delete(only, null);

    assertThat(amount()).isEqualTo(Money.of("0", "EUR"));
  }

  @Test
  void lines_tooMuchTogether_areRefused() {
    LineItem huge = line(sale, "1", "800000000000000.00");
    lines.create(huge);

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> lines.create(huge))
        .satisfies(e -> assertThat(e.errors().get(0).field()).isEqualTo("amount"));
  }
}
