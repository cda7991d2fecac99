package io.crmkit.sales;

/**
 * How close a contact is to buying: the points of all its interactions, without decay.
 *
 * @param score the points
 * @param heat the class that they fall into
 */
public record Heat(int score, LeadHeat heat) {
  /** Returns the heat of a number of points: above 15 is hot, above 5 warm, else cold. */
  public static Heat of(int score) {
    return new Heat(score, score > 15 ? LeadHeat.HOT : score > 5 ? LeadHeat.WARM : LeadHeat.COLD);
  }

  /** Returns what one interaction counts. */
  static int points(InteractionType type) {
    return switch (type) {
      case SOCIAL_FOLLOW, SOCIAL_LIKE -> 1;
      case WEBSITE_VISIT -> 2;
      case INFO_REQUEST -> 5;
      case PRICE_QUOTE -> 8;
      case SITE_VISIT -> 10;
      case OTHER -> 0;
    };
  }
}
