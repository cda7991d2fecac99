package io.crmkit;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.crmkit.storage.Storage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
  /** The floors of the house, the lowest first. Imports only point to the left. */
  private static final List<List<String>> FLOORS =
      List.of(
          List.of("error"),
          List.of("record"),
          List.of("access"),
          List.of("storage"),
          List.of("engine"),
          List.of("job"),
          List.of("http", "cache", "file"),
          List.of("identity"),
          List.of("catalog"),
          List.of("sales"),
          List.of("activity"),
          List.of("payment"),
          List.of("delivery", "support", "commerce"),
          List.of("message"),
          List.of("insight"),
          List.of("assistant", "sync"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.crmkit");

  @Test
  void packages_importPointsToTheLeftOnly() {
    List<String> right = new ArrayList<>();
    for (int i = FLOORS.size() - 1; i >= 0; i--) {
      for (String name : FLOORS.get(i)) {
        List<String> forbidden = new ArrayList<>(right);
        FLOORS.get(i).stream().filter(other -> !other.equals(name)).forEach(forbidden::add);
        String[] packages =
            forbidden.stream().map(each -> "io.crmkit." + each + "..").toArray(String[]::new);
        if (packages.length > 0) {
          noClasses()
              .that()
              .resideInAPackage("io.crmkit." + name + "..")
              .should()
              .dependOnClassesThat()
              .resideInAnyPackage(packages)
              .allowEmptyShould(true)
              .check(CLASSES);
        }
        noClasses()
            .that()
            .resideInAPackage("io.crmkit." + name + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.crmkit")
            .allowEmptyShould(true)
            .check(CLASSES);
      }
      right.addAll(FLOORS.get(i));
    }
  }

  @Test
  void packages_haveNoCycle() {
    slices().matching("io.crmkit.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void kernel_neverTouchesAServer() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..")
        .check(CLASSES);
  }

  @Test
  void state_noFieldIsStaticAndMutable() {
    fields().that().areStatic().should().beFinal().check(CLASSES);
  }

  @Test
  void platformUnits_areOpenedByTheKernelOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.crmkit.storage..", "io.crmkit.engine..")
        .should()
        .callMethod(Storage.class, "platform", java.util.function.Function.class)
        .orShould()
        .callMethod(Storage.class, "readPlatform")
        .check(CLASSES);
  }

  @Test
  void publicApi_showsNoTypeOfADependency() {
    methods()
        .that()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .arePublic()
        .and()
        .areDeclaredInClassesThat()
        .resideOutsideOfPackages("..internal..")
        .should(
            new ArchCondition<JavaMethod>("show types of the JDK, JSpecify and validation only") {
              @Override
              public void check(JavaMethod method, ConditionEvents events) {
                method.getAllInvolvedRawTypes().stream()
                    .filter(type -> !isShown(type))
                    .forEach(
                        type ->
                            events.add(
                                SimpleConditionEvent.violated(
                                    method, method.getFullName() + " shows " + type.getName())));
              }
            })
        .check(CLASSES);
  }

  private static boolean isShown(JavaClass type) {
    JavaClass base = type.getBaseComponentType();
    return base.isPrimitive()
        || List.of("java.", "javax.sql.", "org.jspecify.", "jakarta.validation.", "io.crmkit.")
            .stream()
            .anyMatch(base.getName()::startsWith);
  }

  @Test
  void classes_areFinalUnlessMadeToBeExtended() {
    classes()
        .that(alwaysTrue())
        .and()
        .areTopLevelClasses()
        .and()
        .areNotInterfaces()
        .and()
        .areNotEnums()
        .and()
        .areNotAnnotations()
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .orShould()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .check(CLASSES);
  }
}
