package io.crmkit.http.webhook;

/** Whether events are sent to an endpoint. */
public enum EndpointState {
  /** They are. */
  ACTIVE,
  /** Somebody stopped them for a while; none is lost. */
  PAUSED,
  /** It failed for five days, or somebody gave it up; what happens meanwhile is not sent. */
  DISABLED
}
