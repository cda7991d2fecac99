package io.crmkit.storage.jdbc;

final class PostgresHostTransactionTest extends HostTransactionContract {
  @Override
  String newDatabase() {
    return PostgresServer.newDatabase();
  }

  @Override
  String user() {
    return "postgres";
  }

  @Override
  String password() {
    return "postgres";
  }
}
