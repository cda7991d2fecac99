package io.crmkit.storage.memory;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import io.crmkit.record.ValueType.Kind;
import io.crmkit.storage.Indexed;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps references to one type whole, as the databases do: they point to a stored row, deleted
 * softly or not. Lists and links of several types are not watched over here.
 */
final class ForeignKeys {
  private final Schema schema;
  private final UUID organization;

  ForeignKeys(Schema schema, UUID organization) {
    this.schema = schema;
    this.organization = organization;
  }

  /** Refuses a row that points to one that is not there. */
  void checkTargets(State state, Declaration<?> type, Indexed row) {
    for (Field field : type.fields()) {
      Declaration<?> target = target(type, field);
      if (target != null && row.row().get(field) instanceof Id<?> id) {
        UUID where = target.isPlatform() ? State.PLATFORM : organization;
        if (state.tenant(where).table(target).find(id.value()) == null) {
          throw broken();
        }
      }
    }
  }

  /** Refuses the removal of a row that others point to. */
  void checkReferrers(State state, Declaration<?> removed, Indexed row) {
    for (Declaration<?> type : schema.types()) {
      List<Field> fields =
          type.fields().stream().filter(field -> target(type, field) == removed).toList();
      Iterable<Tenant> tenants =
          removed.isPlatform() ? state.tenants() : List.of(state.tenant(organization));
      for (Tenant tenant : fields.isEmpty() ? List.<Tenant>of() : tenants) {
        for (Indexed each : tenant.table(type).rows()) {
          for (Field field : fields) {
            if (each.row().get(field) instanceof Id<?> id && id.value().equals(row.row().id())) {
              throw broken();
            }
          }
        }
      }
    }
  }

  /** Returns the one declared type that a reference is to, or null. */
  private @Nullable Declaration<?> target(Declaration<?> type, Field field) {
    if (field.type().kind() != Kind.ID || field.targets().size() != 1 || field.isEncrypted()) {
      return null;
    }
    Declaration<?> target = schema.find(field.targets().iterator().next()).orElse(null);
    return target != null && type.isPlatform() && !target.isPlatform() ? null : target;
  }

  private static ConflictException broken() {
    return new ConflictException(
        "REFERENCE_BROKEN", "a record refers to one that is not there, or would be left so");
  }
}
