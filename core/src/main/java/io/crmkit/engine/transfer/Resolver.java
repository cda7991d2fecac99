package io.crmkit.engine.transfer;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.ImportMapping.OnMissing;
import io.crmkit.engine.transfer.ImportRow.Mention;
import io.crmkit.engine.transfer.References.Answer;
import io.crmkit.error.CrmException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts the records that a row mentions into its plain form. */
final class Resolver {
  private final References references;
  private final @Nullable Rehearsed rehearsed;

  /** Resolves; in a dry run also what earlier rows would have made. */
  Resolver(References references, @Nullable Rehearsed rehearsed) {
    this.references = references;
    this.rehearsed = rehearsed;
  }

  /** A row with its references, or what keeps it from having them. */
  static final class Resolved {
    final Map<String, @Nullable Object> plain;
    final List<Fault> faults = new ArrayList<>();
    boolean isDeferred;
    boolean isUnwritable;
    boolean isToMake;

    Resolved(Map<String, @Nullable Object> plain) {
      this.plain = plain;
    }
  }

  /**
   * Resolves what a row mentions. Records are made only for a row that has nothing wrong with it so
   * far.
   *
   * @param isLast whether no later row can make what is missing
   */
  Resolved resolve(RecordSession joined, ImportRow row, boolean isLast) {
    Resolved resolved = resolve(row, isLast, null);
    boolean isGood = row.faults.isEmpty() && resolved.faults.isEmpty() && !resolved.isDeferred;
    return resolved.isToMake && isGood ? resolve(row, isLast, joined) : resolved;
  }

  private Resolved resolve(ImportRow row, boolean isLast, @Nullable RecordSession maker) {
    Resolved resolved =
        new Resolved(row.mentions.isEmpty() ? row.plain : ImportRow.copy(row.plain));
    List<Mention> scoped = new ArrayList<>();
    for (Mention mention : row.mentions) {
      if (key(mention).scopePath() == null) {
        resolve(maker, mention, isLast, resolved);
      } else {
        scoped.add(mention);
      }
    }
    scoped.forEach(mention -> resolve(maker, mention, isLast, resolved));
    return resolved;
  }

  private static ReferenceKey key(Mention mention) {
    return Objects.requireNonNull(mention.slot().key());
  }

  private void resolve(
      @Nullable RecordSession maker, Mention mention, boolean isLast, Resolved resolved) {
    Slot slot = mention.slot();
    if (mention.id() != null) {
      Answer byId = references.findId(slot, mention.id());
      if (byId.value() != null) {
        ImportRow.put(resolved.plain, slot.target().path(), byId.value());
        return;
      }
      if (mention.names().isEmpty()) {
        missing(slot, isLast, resolved);
        return;
      }
    }
    List<String> found = new ArrayList<>();
    for (String name : mention.names()) {
      String value = one(maker, slot, name, isLast, resolved);
      if (value != null) {
        found.add(value);
      }
    }
    Object value = slot.target().isList() ? found : found.isEmpty() ? null : found.get(0);
    ImportRow.put(resolved.plain, slot.target().path(), value);
  }

  private @Nullable String one(
      @Nullable RecordSession maker, Slot slot, String name, boolean isLast, Resolved resolved) {
    UUID scope = scope(slot, resolved.plain);
    Answer answer = references.find(slot, name, scope);
    if (answer.value() != null) {
      return answer.value();
    }
    if (answer.isAmbiguous()) {
      resolved.faults.add(
          new Fault(slot.heading(), "AMBIGUOUS_REFERENCE", "names more than one record"));
      return null;
    }
    boolean isOwn = references.isOwn(slot);
    if (isOwn && rehearsed != null && rehearsed.hasMade(slot, name)) {
      resolved.isUnwritable |= slot.target().field() != null && slot.target().field().isRequired();
      return null;
    }
    if (slot.column().onMissing() == OnMissing.CREATE && (!isOwn || isLast)) {
      resolved.isToMake = true;
      return maker == null ? null : create(maker, slot, name, scope, resolved);
    }
    missing(slot, isLast, resolved);
    return null;
  }

  private static @Nullable UUID scope(Slot slot, Map<String, @Nullable Object> plain) {
    String path = Objects.requireNonNull(slot.key()).scopePath();
    Object scope = path == null ? null : ImportRow.get(plain, path);
    try {
      return scope instanceof String id ? Id.of(id).value() : null;
    } catch (ValueFormatException e) {
      return null; // told when the row is written
    }
  }

  private void missing(Slot slot, boolean isLast, Resolved resolved) {
    if (references.isOwn(slot) && !isLast) {
      resolved.isDeferred = true;
    } else if (slot.column().onMissing() != OnMissing.BLANK) {
      resolved.faults.add(
          new Fault(slot.heading(), "REFERENCE_NOT_FOUND", "names no record that can be read"));
    }
  }

  private @Nullable String create(
      RecordSession joined, Slot slot, String name, @Nullable UUID scope, Resolved resolved) {
    ReferenceKey key = Objects.requireNonNull(slot.key());
    Declaration<?> type = key.type();
    Field by = key.by();
    if (type != null && by != null) {
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      Field within = key.scope();
      if (within != null && scope != null) {
        ImportRow.put(plain, within.path(), scope.toString());
      }
      try {
        ImportRow.put(plain, by.path(), by.type().toPlain(by.type().parse(name)));
        create(joined.records(type.javaType()), plain);
        return references.find(slot, name, scope).value();
      } catch (ValueFormatException e) {
        resolved.faults.add(new Fault(slot.heading(), e.code(), String.valueOf(e.getMessage())));
        return null;
      } catch (CrmException e) {
        throw new RowException(
            new Fault(slot.heading(), "REFERENCE_NOT_CREATED", String.valueOf(e.getMessage())), e);
      }
    }
    resolved.faults.add(
        new Fault(slot.heading(), "REFERENCE_NOT_FOUND", "names no record, and cannot make one"));
    return null;
  }

  private <T> void create(Records<T> records, Map<String, @Nullable Object> plain) {
    Stored<T> stored = records.createPlain(plain);
    references.learn(records.type(), stored);
  }
}
