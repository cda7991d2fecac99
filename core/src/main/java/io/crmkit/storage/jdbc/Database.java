package io.crmkit.storage.jdbc;

import io.crmkit.storage.Transaction;
import java.sql.Connection;
import java.util.UUID;
import java.util.function.Function;

/** One database: how its connections are used, and how its units of work and events run. */
interface Database {

  Dialect dialect();

  /**
   * Makes sure that nobody else uses what only one may use.
   *
   * @throws IllegalStateException if somebody does
   */
  void own();

  /** Runs work on the schema, all or nothing where the database can. Before {@link #start}. */
  <R> R setUp(Function<Session, R> work);

  /** Begins to take units of work. */
  void start(Kernel kernel);

  <R> R read(Function<Session, R> work);

  <R> R transact(UUID organization, Function<Transaction, R> work);

  /** Runs a unit of work on the host's connection, which commits or not. */
  <R> R join(Connection connection, UUID organization, Function<Transaction, R> work);

  /** Looks for events that somebody else committed. */
  void committed();

  /** Returns the position of the newest event that has one. */
  long lastPosition();

  void onSequenced(Runnable listener);

  boolean isAvailable();

  void close();
}
