package io.crmkit.storage.jdbc;

import java.util.UUID;

/** Sends what a unit has buffered. */
interface Flush {

  /**
   * Sends everything.
   *
   * @param isLast whether the unit ends with this, so that a COMMIT may go along
   */
  void send(Session session, UUID organization, WriteBuffer buffer, boolean isLast);
}
