package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.access.FieldAccess;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import org.jspecify.annotations.Nullable;

/** Tells which fields an actor does not see. */
public final class FieldRights {
  private FieldRights() {}

  /** Returns whether a field is out of the actor's sight; null is the system, which sees all. */
  public static boolean isWithheld(@Nullable Actor actor, Declaration<?> type, Field field) {
    if (actor == null || field.isEnvelope()) {
      return false;
    }
    return field.isWithheld()
        || (actor.grants().hasFieldRights()
            && actor.grants().field(type.name(), field.path()) == FieldAccess.NONE);
  }
}
