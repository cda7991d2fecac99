package io.crmkit.engine.transfer;

import io.crmkit.engine.CustomField;
import io.crmkit.engine.FieldRights;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.Target.Part;
import io.crmkit.record.Declaration;
import io.crmkit.record.Envelope;
import io.crmkit.record.Field;
import io.crmkit.record.ValueType.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that columns of a file can stand for, for one type and one actor. Immutable once made. */
final class Targets {
  private final Declaration<?> type;
  private final Map<String, Target> byName = new LinkedHashMap<>();
  private final Map<String, Target> byFolded = new HashMap<>();
  private final List<Target> shown = new ArrayList<>();

  Targets(RecordSession session, Declaration<?> type) {
    this.type = type;
    add(envelope(Envelope.ID, Part.RECORD, true));
    for (Field field : type.fields()) {
      if (!FieldRights.isWithheld(session.actor(), type, field)) {
        add(field);
      }
    }
    session.customFields(type).values().forEach(this::add);
    add(envelope(Envelope.CREATED_AT, Part.CREATED_AT, true));
    add(envelope(Envelope.UPDATED_AT, Part.UPDATED_AT, false));
    byName.put(Envelope.VERSION.path(), envelope(Envelope.VERSION, Part.VERSION, false));
  }

  private static Target envelope(Field field, Part part, boolean isWritable) {
    String path = field.path();
    return new Target(path, part, field.type(), null, null, Headings.sentence(path), isWritable);
  }

  private void add(Field field) {
    String sentence = Headings.sentence(field.path());
    boolean isCalledId = field.isReference() && sentence.endsWith(" id");
    String label = isCalledId ? sentence.substring(0, sentence.length() - 3) : sentence;
    add(target(field, Part.VALUE, label));
    if (field.isReference() && !field.isList()) {
      add(target(field, Part.ID, label + " id"));
    }
    if (field.type().kind() == Kind.MONEY) {
      add(target(field, Part.CURRENCY, label + " currency"));
    }
  }

  private static Target target(Field field, Part part, String label) {
    return new Target(field.path(), part, field.type(), field, null, label, !field.isManaged());
  }

  private void add(CustomField custom) {
    String path = "custom." + custom.key();
    Target value = new Target(path, Part.VALUE, custom.valueType(), null, custom, path, true);
    add(value);
    Part second = value.isMoney() ? Part.CURRENCY : value.isReference() ? Part.ID : Part.VALUE;
    if (second != Part.VALUE) {
      Target other = new Target(path, second, value.type(), null, custom, "", true);
      add(other.called(other.name()));
    }
  }

  /** Adds a target under its label, or under its name where another one is called alike. */
  private void add(Target target) {
    boolean isTaken = byFolded.containsKey(Headings.fold(target.label()));
    Target kept = isTaken ? target.called(target.name()) : target;
    byName.put(kept.name(), kept);
    byFolded.putIfAbsent(Headings.fold(kept.label()), kept);
    shown.add(kept);
  }

  /** Returns all of them in the order in which an export shows them. */
  List<Target> all() {
    return List.copyOf(shown);
  }

  Declaration<?> type() {
    return type;
  }

  /** Returns what a mapping calls so: a path, a reference without its Id, or a heading. */
  @Nullable Target find(String name) {
    Target exact = byName.get(name);
    if (exact == null) {
      exact = byName.get(name + "Id");
    }
    return exact != null ? exact : byFolded.get(Headings.fold(name));
  }

  /** Returns what stands exactly under this path or heading. */
  @Nullable Target exactly(String heading) {
    Target byPath = byName.get(heading);
    return byPath != null ? byPath : byFolded.get(Headings.fold(heading));
  }

  /** Returns the only value whose last name is this one, or null. */
  @Nullable Target byLastName(String folded) {
    Target found = null;
    for (Target target : byName.values()) {
      String last = target.path().substring(target.path().lastIndexOf('.') + 1);
      boolean isCalledSo =
          target.part() == Part.VALUE
              && (Headings.fold(last).equals(folded)
                  || (target.isReference() && Headings.fold(last).equals(folded + " id")));
      if (isCalledSo) {
        if (found != null) {
          return null;
        }
        found = target;
      }
    }
    return found;
  }
}
