package io.crmkit.engine;

import io.crmkit.access.Actor;
import io.crmkit.record.Condition;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Ref;
import io.crmkit.record.Schema;
import io.crmkit.storage.Reads;
import io.crmkit.storage.Row;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an actor may read a row because of the record that it hangs on. A record that hangs
 * on another itself passes on what it has from that one, over a few links; links in a circle end.
 */
final class Attachments {
  private static final int MOST_LINKS = 3;

  private final Schema schema;
  private final Scopes scopes;
  private final Actor actor;
  private final Rows rows;

  Attachments(Schema schema, Scopes scopes, Actor actor, Rows rows) {
    this.schema = schema;
    this.scopes = scopes;
    this.actor = actor;
    this.rows = rows;
  }

  /** The rows of one organization. */
  interface Rows {
    /** Returns a row, or null if there is none that lives. */
    @Nullable Row living(Declaration<?> type, UUID id);

    boolean matches(Declaration<?> type, Condition condition, Row row);
  }

  /** Judges by rows that were read. */
  static Attachments of(Engine engine, Actor actor, UUID organization, Reads reads) {
    return new Attachments(
        engine.schema(),
        engine.scopes(),
        actor,
        new Rows() {
          @Override
          public @Nullable Row living(Declaration<?> type, UUID id) {
            return reads.find(type, id).filter(row -> !row.isDeleted()).orElse(null);
          }

          @Override
          public boolean matches(Declaration<?> type, Condition condition, Row row) {
            return new Lister<>(engine, type, organization, actor)
                .conditions(reads)
                .matches(condition, row);
          }
        });
  }

  /** Returns whether the record that the row hangs on is one that the actor may read. */
  boolean isReadable(Declaration<?> type, Row row) {
    Field link = type.attachment();
    return link != null
        && scopes.isGranted(actor, type, "read")
        && isReadable(link, row.get(link), 1);
  }

  /** Returns whether the record that is linked to is one that the actor may read. */
  boolean isReadable(Field link, @Nullable Object value) {
    return isReadable(link, value, 1);
  }

  private boolean isReadable(Field link, @Nullable Object value, int links) {
    if (!(value instanceof Ref ref) || links > MOST_LINKS) {
      return false;
    }
    Declaration<?> type = References.target(schema, link, ref);
    if (type == null
        || type.isPlatform()
        || type.isHidden()
        || !scopes.isGranted(actor, type, "read")) {
      return false;
    }
    Row row = rows.living(type, ref.id());
    Field further = type.attachment();
    return row != null
        && (rows.matches(type, scopes.visible(actor, type, "read"), row)
            || (further != null && isReadable(further, row.get(further), links + 1)));
  }

  /**
   * Returns what the rows of a list all hang on, as its condition asks for; empty if it does not.
   */
  static Optional<Object> common(@Nullable Field link, Condition where) {
    if (link != null && where instanceof Condition.Compare compare) {
      return compare.op() == Condition.Op.EQ && compare.field().equals(link.path())
          ? Optional.of(compare.operand())
          : Optional.empty();
    }
    return link != null && where instanceof Condition.All all
        ? all.conditions().stream().flatMap(each -> common(link, each).stream()).findFirst()
        : Optional.empty();
  }
}
