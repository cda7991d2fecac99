package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.activity.Activity;
import io.crmkit.catalog.Category;
import io.crmkit.catalog.Product;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BuildersTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Account.class,
        Contact.class,
        Lead.class,
        Opportunity.class,
        LineItem.class,
        Stage.class,
        WinLoss.class,
        Product.class,
        Category.class,
        Activity.class
      })
  void builder_everyComponent_hasItsDefaultAndIsCopied(Class<?> type) throws Exception {
    Object fresh = build(type.getMethod("builder").invoke(null));

    for (Field field : Declaration.of(type).fields()) {
      if (!field.path().contains(".") && field.initial() instanceof Boolean initial) {
        assertThat(type.getMethod(field.path()).invoke(fresh)).isEqualTo(initial);
      }
    }
    Object builder = type.getMethod("toBuilder").invoke(fresh);
    for (RecordComponent component : type.getRecordComponents()) {
      Method setter =
          Arrays.stream(builder.getClass().getMethods())
              .filter(each -> each.getName().equals(component.getName()))
              .findFirst()
              .orElseThrow();
      setter.invoke(builder, component.getAccessor().invoke(fresh));
    }
    assertThat(build(builder)).isEqualTo(fresh);
  }

  private static Object build(Object builder) throws Exception {
    return builder.getClass().getMethod("build").invoke(builder);
  }
}
