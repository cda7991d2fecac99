package io.crmkit.http.webhook;

/** How the delivery of one event stands. */
public enum DeliveryState {
  /** It was not tried yet. */
  PENDING,
  /** The receiver took it. */
  DELIVERED,
  /** The last try failed; another one comes. */
  FAILED,
  /** It is not tried any more, unless somebody asks for it. */
  DEAD
}
