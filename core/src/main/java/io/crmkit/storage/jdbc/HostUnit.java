package io.crmkit.storage.jdbc;

import io.crmkit.storage.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.UUID;
import java.util.function.Function;

/** A unit of work within a transaction of the host: set apart by a savepoint, never committed. */
final class HostUnit {
  private final Kernel kernel;
  private final Connection connection;

  HostUnit(Kernel kernel, Connection connection) {
    this.kernel = kernel;
    this.connection = connection;
  }

  <R> R run(UUID organization, Function<Transaction, R> work) throws SQLException {
    if (connection.getAutoCommit()) {
      throw new IllegalArgumentException("a transaction is joined, so begin one: no auto-commit");
    }
    if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
      throw new IllegalArgumentException("a transaction is joined at READ COMMITTED only");
    }
    Savepoint before = connection.setSavepoint();
    Session session = new Session(connection, kernel.dialect(), false);
    JdbcTransaction transaction = new JdbcTransaction(kernel, organization, session);
    R result;
    try {
      result = work.apply(transaction);
      transaction.finish(false);
    } catch (RuntimeException | Error e) {
      takeBack(before, e);
      if (transaction.failure() instanceof SqlFailure first) {
        throw first; // what the work made of it hides what the host has to do
      }
      throw e;
    } finally {
      transaction.end();
    }
    connection.releaseSavepoint(before);
    return result;
  }

  private void takeBack(Savepoint before, Throwable reason) {
    try {
      connection.rollback(before);
    } catch (SQLException e) {
      reason.addSuppressed(e); // the database has ended the whole transaction
    }
  }
}
