package io.crmkit.storage.jdbc;

final class MariaDbHostTransactionTest extends HostTransactionContract {
  @Override
  String newDatabase() {
    return MariaDbServer.newDatabase();
  }

  @Override
  String user() {
    return "root";
  }

  @Override
  String password() {
    return "";
  }
}
