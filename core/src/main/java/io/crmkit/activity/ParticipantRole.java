package io.crmkit.activity;

/** What a record is in an activity. */
public enum ParticipantRole {
  /** Sent it. */
  FROM,
  /** Received it. */
  TO,
  /** Received a copy. */
  CC,
  /** Took part. */
  ATTENDEE,
  /** Is what it is about. */
  RELATED
}
