package io.crmkit.http.webhook;

import io.crmkit.engine.Engine;
import io.crmkit.record.Id;
import java.util.Optional;
import java.util.UUID;

/** Looks for organizations, whose type stands on a higher floor. */
final class Organizations {
  private Organizations() {}

  static Optional<Id<?>> find(Engine engine, UUID organization) {
    Id<?> id = new Id<>(organization);
    return engine
        .schema()
        .find("organization")
        .flatMap(type -> engine.platform().find(type.javaType(), id))
        .map(found -> id);
  }
}
