package io.crmkit.sales;

/** How close a contact is to buying, by its interactions. */
public enum LeadHeat {
  /** Up to 5 points. */
  COLD,
  /** More than 5 points. */
  WARM,
  /** More than 15 points. */
  HOT
}
