package io.crmkit.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.crmkit.CrmBuilder;
import io.crmkit.activity.ActivityModule;
import io.crmkit.catalog.CatalogModule;
import io.crmkit.identity.IdentityModule;
import io.crmkit.record.Declaration;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Verb;
import io.crmkit.sales.SalesModule;
import io.crmkit.testkit.RuleCase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No rule is forgotten by {@link RuleDoorsTest}. */
final class RuleCoverageTest {
  private static Set<String> written(java.util.function.Function<RuleCase, String> part) {
    return RuleCases.written().stream().map(part).collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void classOfRules_hasACase() {
    Set<String> classes =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.crmkit")
                .stream()
                .filter(each -> each.isAssignableTo(RecordRules.class) && !each.isInterface())
                .filter(JavaClass::isTopLevelClass) // those of tests are nested
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(classes).hasSizeGreaterThan(15);
    assertThat(written(RuleCase::rule)).containsAll(classes);
  }

  @Test
  void typeWithRules_hasACase() {
    Map<Class<?>, RecordRules<?>> rules = new LinkedHashMap<>();
    rules.putAll(CatalogModule.types());
    rules.putAll(SalesModule.types());
    rules.putAll(ActivityModule.types());
    rules.putAll(IdentityModule.types());
    Set<String> types =
        rules.entrySet().stream()
            .filter(entry -> !entry.getValue().getClass().isAnonymousClass())
            .map(entry -> Declaration.of(entry.getKey()).name())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(types).hasSizeGreaterThan(15);
    assertThat(written(RuleCase::type)).containsAll(types);
  }

  @Test
  void typeThatCallersMake_hasARow() {
    Set<String> made =
        CrmBuilder.builtInSchema().types().stream()
            .filter(type -> !type.isPlatform() && type.verbs().contains(Verb.CREATE))
            .map(Declaration::name)
            .collect(Collectors.toCollection(TreeSet::new));
    made.remove("win-loss"); // made by an end only

    assertThat(RuleCases.rows().keySet()).containsExactlyInAnyOrderElementsOf(made);
  }

  @Test
  void setOfUniqueFields_hasACase() {
    Set<String> types =
        CrmBuilder.builtInSchema().types().stream()
            .filter(type -> !type.isPlatform() && !type.uniques().isEmpty())
            .filter(type -> type.verbs().contains(Verb.CREATE))
            .map(Declaration::name)
            .collect(Collectors.toCollection(TreeSet::new));
    types.remove("activity"); // its message id is managed
    Set<String> cases =
        RuleCases.written().stream()
            .filter(each -> each.rule().equals("unique"))
            .map(RuleCase::type)
            .collect(Collectors.toSet());

    assertThat(cases).containsAll(types);
  }
}
