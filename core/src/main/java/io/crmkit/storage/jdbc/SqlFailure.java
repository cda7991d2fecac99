package io.crmkit.storage.jdbc;

import java.sql.SQLException;

/** Carries a driver's failure to the edge of the storage, where it is judged. */
final class SqlFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException failure;

  SqlFailure(SQLException failure) {
    super(failure);
    this.failure = failure;
  }

  SQLException failure() {
    return failure;
  }
}
