package io.crmkit.job;

import io.crmkit.access.Grants;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A kind of job and what does it. Immutable.
 *
 * @since 0.1
 */
public final class JobKind {
  private final String name;
  private final JobHandler handler;
  private final Grants grants;
  private final int maxRunning;
  private final int ownThreads;
  private final Duration timeLimit;
  private final @Nullable String cron;
  private final boolean isForEach;

  private JobKind(Builder builder) {
    this.name = builder.name;
    this.handler = builder.handler;
    this.grants = builder.grants;
    this.maxRunning = builder.maxRunning;
    this.ownThreads = builder.ownThreads;
    this.timeLimit = builder.timeLimit;
    this.cron = builder.cron;
    this.isForEach = builder.isForEach;
  }

  /** Begins a kind, for example {@code digest.daily}. */
  public static Builder builder(String name, JobHandler handler) {
    return new Builder(name, handler);
  }

  /**
   * Makes a kind that may touch no records, runs as often at once as there are threads, and up to
   * 15 minutes.
   */
  public static JobKind of(String name, JobHandler handler) {
    return builder(name, handler).build();
  }

  /** Returns the name. */
  public String name() {
    return name;
  }

  JobHandler handler() {
    return handler;
  }

  Grants grants() {
    return grants;
  }

  int maxRunning() {
    return maxRunning;
  }

  boolean isLimited() {
    return maxRunning < Integer.MAX_VALUE;
  }

  /** Returns how many threads it has for itself; 0 if it shares those of the node. */
  int ownThreads() {
    return ownThreads;
  }

  Duration timeLimit() {
    return timeLimit;
  }

  /** Returns when it comes by itself, or null. */
  @Nullable String cron() {
    return cron;
  }

  /** Returns whether it comes once for each organization, in its time zone, or once in UTC. */
  boolean isForEach() {
    return isForEach;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final JobHandler handler;
    private Grants grants = Grants.none();
    private int maxRunning = Integer.MAX_VALUE;
    private int ownThreads;
    private Duration timeLimit = Duration.ofMinutes(15);
    private @Nullable String cron;
    private boolean isForEach;

    private Builder(String name, JobHandler handler) {
      this.name = Objects.requireNonNull(name, "name");
      this.handler = Objects.requireNonNull(handler, "handler");
      this.cron = DefaultSchedules.of(name);
      this.isForEach = cron != null;
    }

    /** Sets what its runs may do with records. Default: nothing. */
    public Builder grants(Grants rights) {
      this.grants = rights;
      return this;
    }

    /** Sets how many may run at once across all nodes. Default: as many as there are threads. */
    public Builder maxRunning(int most) {
      this.maxRunning = most;
      return this;
    }

    /**
     * Gives its runs so many threads of their own on each node, so that slow ones hold up no other
     * kind. Default: they share those of the node, see {@link JobConfig}.
     */
    public Builder ownThreads(int threads) {
      this.ownThreads = threads;
      return this;
    }

    /** Sets how long one run may take before it is interrupted. Default: 15 minutes. */
    public Builder timeLimit(Duration longest) {
      this.timeLimit = longest;
      return this;
    }

    /**
     * Sets when it comes by itself, once for the whole store, as five fields in UTC; a schedule
     * that is stored already stays as it is. Default: for the kinds of the product as {@code
     * default-schedules.txt} says, for each organization; for others never.
     *
     * @throws io.crmkit.error.InvalidValueException if the fields are no schedule
     */
    public Builder comes(String fields) {
      Cron.of(fields);
      this.cron = fields;
      this.isForEach = false;
      return this;
    }

    /**
     * Sets when it comes by itself, once for each organization, as five fields in the time zone
     * that the organization has when the schedule is stored. Organizations change it for
     * themselves, see {@link JobService#change}.
     *
     * @throws io.crmkit.error.InvalidValueException if the fields are no schedule
     */
    public Builder comesForEach(String fields) {
      comes(fields);
      this.isForEach = true;
      return this;
    }

    /**
     * Makes the kind.
     *
     * @throws IllegalArgumentException naming every wrong setting
     */
    public JobKind build() {
      String faults = "";
      if (name.isBlank() || name.length() > 80) {
        faults += " a name has 1 to 80 characters;";
      }
      if (maxRunning < 1) {
        faults += " maxRunning is at least 1;";
      }
      if (ownThreads < 0) {
        faults += " ownThreads is not negative;";
      }
      if (timeLimit.isNegative() || timeLimit.isZero()) {
        faults += " timeLimit is longer than nothing;";
      }
      if (!faults.isEmpty()) {
        throw new IllegalArgumentException("job kind " + name + ":" + faults);
      }
      return new JobKind(this);
    }
  }
}
