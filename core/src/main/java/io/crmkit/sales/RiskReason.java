package io.crmkit.sales;

/** Why an opportunity is at risk. */
public enum RiskReason {
  /** Its health is low. */
  LOW_HEALTH,
  /** Nothing was done for long. */
  STALE_ACTIVITY,
  /** It should have ended. */
  CLOSE_DATE_PASSED,
  /** Too long in one stage. */
  STUCK_IN_STAGE,
  /** Its end was put off again and again. */
  SLIPPED,
  /** Nothing is planned. */
  NO_NEXT_STEP,
  /** Buyer or champion is not known. */
  NO_BUYER_OR_CHAMPION,
  /** The last contact went badly. */
  NEGATIVE_SENTIMENT
}
