package io.crmkit.storage.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the planner knows about tables that grow fast true: the server itself looks once a
 * minute, and until then would read a table as if it were still empty. A table is looked at when it
 * doubles. Thread-safe.
 */
final class Statistics {
  private static final Logger LOG = LoggerFactory.getLogger(Statistics.class);
  private static final long FIRST = 200;

  private final Pools pools;
  private final Dialect dialect;
  private final Map<String, Growth> growth = new ConcurrentHashMap<>();
  private final ThreadPoolExecutor worker =
      new ThreadPoolExecutor(
          1,
          1,
          1,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          task -> {
            Thread thread = new Thread(task, "crmkit-statistics");
            thread.setDaemon(true);
            return thread;
          },
          new ThreadPoolExecutor.DiscardPolicy());

  /**
   * How far a table has grown.
   *
   * @param next how many rows there shall be at the next look
   */
  private record Growth(long rows, long next) {
    Growth by(long more) {
      return new Growth(rows + more, next);
    }

    Growth looked() {
      return new Growth(rows, rows * 2);
    }
  }

  Statistics(Pools pools) {
    this.pools = pools;
    this.dialect = pools.dialect();
    worker.allowCoreThreadTimeOut(true);
  }

  /** Notes rows that were committed, by table. */
  void grown(Map<String, Integer> added) {
    added.forEach(this::grown);
  }

  private void grown(String table, int added) {
    String looking = added == 0 ? null : dialect.analyze(table);
    if (looking == null) {
      return;
    }
    Growth grown =
        growth.merge(table, new Growth(added, FIRST), (old, more) -> old.by(more.rows()));
    if (grown.rows() >= grown.next() && growth.replace(table, grown, grown.looked())) {
      worker.execute(() -> look(table, looking));
    }
  }

  private void look(String table, String looking) {
    try (Connection connection = pools.reading();
        Statement statement = connection.createStatement()) {
      statement.execute(looking);
    } catch (SQLException | RuntimeException e) {
      LOG.warn("the statistics of {} could not be renewed; the server will do so itself", table, e);
    }
  }

  void stop() {
    worker.shutdownNow();
  }
}
