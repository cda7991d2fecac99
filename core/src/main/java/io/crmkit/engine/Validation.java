package io.crmkit.engine;

import io.crmkit.record.Money;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.executable.ExecutableValidator;
import java.util.Locale;
import org.hibernate.validator.HibernateValidator;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.jspecify.annotations.Nullable;

/** Makes the validator: without expression language in messages, and knowing amounts. */
final class Validation {
  private Validation() {}

  static ExecutableValidator newValidator() {
    HibernateValidatorConfiguration configuration =
        jakarta.validation.Validation.byProvider(HibernateValidator.class).configure();
    var mapping = configuration.createConstraintMapping();
    mapping
        .constraintDefinition(PositiveOrZero.class)
        .includeExistingValidators(true)
        .validatedBy(NotNegative.class);
    mapping
        .constraintDefinition(Positive.class)
        .includeExistingValidators(true)
        .validatedBy(MoreThanZero.class);
    return configuration
        .addMapping(mapping)
        .messageInterpolator(new ParameterMessageInterpolator())
        .ignoreXmlConfiguration()
        .defaultLocale(Locale.ENGLISH)
        .buildValidatorFactory()
        .getValidator()
        .forExecutables();
  }

  /** An amount of zero or more. Public, since the validator makes it. */
  public static final class NotNegative implements ConstraintValidator<PositiveOrZero, Money> {
    @Override
    public boolean isValid(@Nullable Money money, ConstraintValidatorContext context) {
      return money == null || !money.isNegative();
    }
  }

  /** An amount of more than zero. Public, since the validator makes it. */
  public static final class MoreThanZero implements ConstraintValidator<Positive, Money> {
    @Override
    public boolean isValid(@Nullable Money money, ConstraintValidatorContext context) {
      return money == null || money.minor() > 0;
    }
  }
}
