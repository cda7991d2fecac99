package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.activity.ActivityModule;
import io.crmkit.catalog.CatalogModule;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.testkit.TestCrm;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DeclarationsTest {
  @Test
  void types_ofAllModules_makeASchema() {
    try (TestCrm crm = new TestCrm()) {
      assertThat(crm.engine().schema().find("line-item")).isPresent();
      assertThat(crm.engine().schema().findPlural("opportunities")).isPresent();
    }
  }

  @Test
  void types_ofEachModule_standBehindWhatTheyPointTo() {
    List<Class<?>> types = new ArrayList<>(CatalogModule.types().keySet());
    types.addAll(SalesModule.types().keySet());
    types.addAll(ActivityModule.types().keySet());
    List<String> names = types.stream().map(type -> Declaration.of(type).name()).toList();
    for (Class<?> type : types) {
      Declaration<?> declared = Declaration.of(type);
      for (Field field : declared.fields()) {
        for (String target : field.targets()) {
          if (names.contains(target) && !target.equals(declared.name())) {
            assertThat(names.indexOf(target))
                .as(declared + "." + field)
                .isLessThan(names.indexOf(declared.name()));
          }
        }
      }
    }
  }

  @Test
  void personTypes_everyField_hasAPrivacyPolicy() {
    for (Class<?> type : List.of(Contact.class, Lead.class)) {
      assertThat(Declaration.of(type).fields()).allMatch(field -> field.privacy() != null);
    }
  }
}
