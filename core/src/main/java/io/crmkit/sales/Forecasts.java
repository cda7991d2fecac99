package io.crmkit.sales;

import org.jspecify.annotations.Nullable;

/** Decides how a sale counts in the forecast. */
final class Forecasts {
  private static final int COMMIT_FROM = 80;
  private static final int BEST_CASE_FROM = 50;

  private Forecasts() {}

  /** Returns the category of a probability: the stage's own, else the one that the number earns. */
  static ForecastCategory category(int probability, Stage stage) {
    if (probability == stage.probability() || stage.kind() != StageKind.OPEN) {
      return stage.forecastCategory();
    }
    return probability >= COMMIT_FROM
        ? ForecastCategory.COMMIT
        : probability >= BEST_CASE_FROM ? ForecastCategory.BEST_CASE : ForecastCategory.PIPELINE;
  }

  /** Returns the terms on entering a stage: what is given now counts, else the stage decides. */
  static ForecastTerms entered(
      Stage stage, @Nullable Integer probability, @Nullable ForecastCategory category) {
    if (stage.kind() != StageKind.OPEN) {
      return new ForecastTerms(stage.probability(), stage.forecastCategory());
    }
    int percent = probability == null ? stage.probability() : probability;
    return new ForecastTerms(percent, category == null ? category(percent, stage) : category);
  }

  /**
   * Returns the terms within a stage. A category that was set by hand stays; another one follows
   * the probability.
   */
  static ForecastTerms stayed(Stage stage, @Nullable ForecastTerms before, ForecastTerms now) {
    if (stage.kind() != StageKind.OPEN) {
      return new ForecastTerms(stage.probability(), stage.forecastCategory());
    }
    int percent = now.probability() == null ? stage.probability() : now.probability();
    ForecastCategory category = now.category();
    Integer former = before == null ? null : before.probability();
    boolean isUntouched = before != null && category == before.category();
    boolean isFollowing =
        isUntouched && former != null && former != percent && category == category(former, stage);
    return new ForecastTerms(
        percent, category == null || isFollowing ? category(percent, stage) : category);
  }
}
