package io.crmkit.storage;

import java.sql.Connection;
import java.util.UUID;
import java.util.function.Function;

/** The power of a {@link Storage} whose units of work can be a part of the host's transaction. */
public interface HostTransactions {

  /**
   * Runs a unit of work on the host's connection, within the transaction that is open there. What
   * it wrote is sent when this returns, and neither committed nor taken back; when this throws,
   * nothing of it is left, and the host's transaction goes on, unless the database ended it.
   *
   * @throws IllegalArgumentException if the connection is in auto-commit mode, or its isolation is
   *     not {@link Connection#TRANSACTION_READ_COMMITTED}, which the checks of writes need
   * @throws IllegalStateException if this storage cannot do it
   * @throws io.crmkit.error.UnavailableException if the database does not answer, or gave the
   *     transaction up for a deadlock: the host must roll back
   */
  <R> R join(Connection connection, UUID organization, Function<Transaction, R> work);

  /** Says that a transaction with such a unit was committed, so that its events come at once. */
  void committed();
}
