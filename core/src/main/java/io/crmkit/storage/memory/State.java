package io.crmkit.storage.memory;

import io.crmkit.record.Id;
import io.crmkit.storage.LogEntry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is stored at one moment. Immutable.
 *
 * @param tenants what each organization has; the platform's under the nil UUID
 * @param log the events of all, by position
 * @param last the newest position, or 0
 */
record State(Tree<UUID, Tenant> tenants, Tree<Long, LogEntry> log, long last) {
  /** Stands for the platform where an organization is asked for. */
  static final UUID PLATFORM = new UUID(0, 0);

  static final State EMPTY =
      new State(Tree.empty(Id::compare), Tree.empty(Comparator.<Long>naturalOrder()), 0);

  Tenant tenant(UUID organization) {
    Tenant tenant = tenants.get(organization);
    return tenant == null ? Tenant.EMPTY : tenant;
  }

  State with(UUID organization, Tenant tenant) {
    return new State(tenants.with(organization, tenant), log, last);
  }

  /** Returns this with the next positions given to these events of one organization. */
  State numbered(UUID organization, List<LogEntry> appended) {
    Tenant tenant = tenant(organization);
    Tree<Long, LogEntry> extended = log;
    long position = last;
    for (LogEntry each : appended) {
      LogEntry entry = each.at(++position);
      tenant = tenant.with(entry);
      extended = extended.with(position, entry);
    }
    return new State(tenants.with(organization, tenant), extended, position);
  }

  List<LogEntry> feed(@Nullable UUID organization, long after, int limit) {
    List<LogEntry> entries = new ArrayList<>();
    for (LogEntry entry : (organization == null ? log : tenant(organization).log()).after(after)) {
      if (entries.size() == limit) {
        break;
      }
      entries.add(entry);
    }
    return entries;
  }
}
