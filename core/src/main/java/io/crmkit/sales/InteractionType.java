package io.crmkit.sales;

/** What a contact did; each counts a number of points of heat. */
public enum InteractionType {
  /** Follows, 1 point. */
  SOCIAL_FOLLOW,
  /** Likes, 1 point. */
  SOCIAL_LIKE,
  /** Visited the website, 2 points. */
  WEBSITE_VISIT,
  /** Asked for information, 5 points. */
  INFO_REQUEST,
  /** Asked for a price, 8 points. */
  PRICE_QUOTE,
  /** Came to see, 10 points. */
  SITE_VISIT,
  /** Anything else, no point. */
  OTHER
}
