package io.crmkit.storage.jdbc;

import io.crmkit.record.Schema;
import io.crmkit.storage.HostTransactions;
import io.crmkit.storage.LogEntry;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Storage;
import io.crmkit.storage.Transaction;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps records in SQLite, PostgreSQL or MariaDB. What a unit of work returned survives the loss of
 * the process and of power.
 *
 * <p>A SQLite file belongs to one storage at a time; many processes may share a server.
 * Thread-safe.
 *
 * @since 0.1
 */
public final class JdbcStorage implements Storage, HostTransactions {

  /** What is done about the tables when the storage is opened. */
  public enum SchemaMode {
    /** What is missing is made: tables, columns, indexes. Nothing is ever dropped or changed. */
    CREATE_MISSING,
    /**
     * The committed migrations are run, then the tables are compared with the types. Tables that
     * were made by {@link #CREATE_MISSING} are completed once more, and the migrations that exist
     * by then are recorded as run; from then on only newer ones are.
     */
    MIGRATE,
    /** The tables are compared with the types, and the storage refuses to open if they differ. */
    VALIDATE
  }

  private final Database database;
  private final SchemaMode mode;
  private final Clock clock;
  private final Migrations migrations;
  private @Nullable Kernel kernel;
  private volatile boolean isClosed;

  private JdbcStorage(Builder builder, Database database, Migrations migrations) {
    this.database = database;
    this.mode = builder.mode(database.dialect());
    this.clock = builder.clock;
    this.migrations = migrations;
  }

  /** Keeps records in a SQLite file, which is made if there is none, as are missing tables. */
  public static JdbcStorage sqlite(Path file) {
    return builder().sqlite(file).build();
  }

  /** Keeps records in the host's database. Its migrations are run. */
  public static JdbcStorage of(DataSource dataSource) {
    return builder().dataSource(dataSource).build();
  }

  /** Keeps records in the database at this address, through a pool. Its migrations are run. */
  public static JdbcStorage connect(String jdbcUrl, String user, String password) {
    return builder().connect(jdbcUrl, user, password).build();
  }

  /** Collects settings. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings. One of the databases must be given. Not thread-safe. */
  public static final class Builder {
    private @Nullable Path file;
    private @Nullable DataSource dataSource;
    private @Nullable String url;
    private String user = "";
    private String password = "";
    private @Nullable SchemaMode mode;
    private Clock clock = Clock.systemUTC();
    private Duration poll = Duration.ofMillis(20);
    private int connections = 16;
    private List<String> locations = List.of();

    private Builder() {}

    /** Sets a SQLite file. */
    public Builder sqlite(Path file) {
      this.file = file;
      return this;
    }

    /** Sets the host's connections, to PostgreSQL or MariaDB. They are not closed with this. */
    public Builder dataSource(DataSource dataSource) {
      this.dataSource = dataSource;
      return this;
    }

    /** Sets the address of a database, as JDBC spells it, and who asks. */
    public Builder connect(String jdbcUrl, String user, String password) {
      this.url = jdbcUrl;
      this.user = user;
      this.password = password;
      return this;
    }

    /** Sets what is done about the tables. Default: create in SQLite, migrate elsewhere. */
    public Builder schema(SchemaMode mode) {
      this.mode = mode;
      return this;
    }

    /** Adds folders with migrations of the host's own types, as Flyway names them. */
    public Builder migrations(String... locations) {
      this.locations = List.of(locations);
      return this;
    }

    /** Sets the clock by which notes expire. Default: the system's. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Sets how often other processes' events are looked for. Default: 20 milliseconds. */
    public Builder poll(Duration interval) {
      this.poll = interval;
      return this;
    }

    /**
     * Sets the most connections that are made for {@link #connect}: half of them read, half write,
     * and one more puts events in order. Default: 16.
     */
    public Builder connections(int most) {
      this.connections = most;
      return this;
    }

    private SchemaMode mode(Dialect dialect) {
      if (mode != null) {
        return mode;
      }
      return dialect.hasOneWriter() ? SchemaMode.CREATE_MISSING : SchemaMode.MIGRATE;
    }

    /**
     * Makes the storage.
     *
     * @throws IllegalStateException if no database was given, or its driver is missing
     */
    public JdbcStorage build() {
      if (file != null) {
        Dependencies.require("org.sqlite.JDBC", "org.xerial:sqlite-jdbc");
        SqliteDatabase database = new SqliteDatabase(file);
        return new JdbcStorage(this, database, Migrations.of(database.url(), locations));
      }
      if (dataSource != null) {
        Pools pools = new Pools(Pools.dialectOf(dataSource), dataSource);
        return new JdbcStorage(
            this, new PooledDatabase(pools, poll), Migrations.of(dataSource, locations));
      }
      if (url != null) {
        Pools pools = new Pools(url, user, password, connections);
        return new JdbcStorage(
            this, new PooledDatabase(pools, poll), Migrations.of(pools.dataSource(), locations));
      }
      throw new IllegalStateException("give a file, a data source or an address");
    }
  }

  @Override
  public void open(Schema schema) {
    if (kernel != null) {
      throw new IllegalStateException("the storage is open already");
    }
    try {
      database.own();
      if (mode == SchemaMode.MIGRATE) {
        migrate(schema);
      }
      Kernel opened = database.setUp(session -> prepare(session, schema));
      database.start(opened);
      kernel = opened;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private void migrate(Schema schema) {
    boolean isMade = database.setUp(session -> isMadeByDeclaration(session, schema));
    if (isMade) {
      migrations.record(database.dialect());
    } else {
      migrations.run(database.dialect());
    }
  }

  /** Brings tables up to the declarations that {@link SchemaMode#CREATE_MISSING} has made. */
  private static boolean isMadeByDeclaration(Session session, Schema schema) {
    SchemaSetup setup = new SchemaSetup(session, schema);
    if (!setup.isWithoutHistory()) {
      return false;
    }
    setup.createMissing();
    setup.validate();
    return true;
  }

  private Kernel prepare(Session session, Schema schema) {
    SchemaSetup setup = new SchemaSetup(session, schema);
    if (mode == SchemaMode.CREATE_MISSING) {
      setup.createMissing();
    }
    setup.validate();
    Registry registry = new Registry(session);
    registry.checkChoices(schema);
    registry.prepareSequencer();
    Map<String, Integer> numbers = registry.numbers(schema);
    Dialect dialect = session.dialect();
    return Kernel.of(dialect, new Tables(schema, dialect, numbers), clock);
  }

  private Kernel kernel() {
    if (kernel == null) {
      throw new IllegalStateException("the storage is not open");
    }
    return kernel;
  }

  @Override
  public <R> R transact(UUID organization, Function<Transaction, R> work) {
    if (organization.equals(Kernel.PLATFORM)) {
      throw new IllegalArgumentException("the nil UUID is no organization");
    }
    kernel();
    return database.transact(organization, work);
  }

  @Override
  public <R> R join(Connection connection, UUID organization, Function<Transaction, R> work) {
    if (organization.equals(Kernel.PLATFORM)) {
      throw new IllegalArgumentException("the nil UUID is no organization");
    }
    kernel();
    return database.join(connection, organization, work);
  }

  @Override
  public void committed() {
    kernel();
    database.committed();
  }

  @Override
  public Reads read(UUID organization) {
    return new Outside(kernel(), organization, database);
  }

  @Override
  public <R> R platform(Function<Transaction, R> work) {
    kernel();
    return database.transact(Kernel.PLATFORM, work);
  }

  @Override
  public Reads readPlatform() {
    return new Outside(kernel(), Kernel.PLATFORM, database);
  }

  /** Reads of what is committed. */
  private static final class Outside extends JdbcReads {
    private final Database database;

    Outside(Kernel kernel, UUID organization, Database database) {
      super(kernel, organization);
      this.database = database;
    }

    @Override
    <R> R on(boolean looksAside, Function<Session, R> read) {
      return database.read(read);
    }
  }

  @Override
  public List<LogEntry> feed(@Nullable UUID organization, long after, int limit) {
    Events events = kernel().events();
    return database.read(session -> events.feed(session, organization, after, limit));
  }

  @Override
  public long lastPosition() {
    kernel();
    return database.lastPosition();
  }

  @Override
  public void onSequenced(Runnable listener) {
    database.onSequenced(listener);
  }

  @Override
  public boolean isAvailable() {
    return kernel != null && !isClosed && database.isAvailable();
  }

  @Override
  public void close() {
    if (!isClosed) {
      isClosed = true;
      database.close();
    }
  }
}
