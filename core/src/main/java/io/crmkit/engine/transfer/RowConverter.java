package io.crmkit.engine.transfer;

import io.crmkit.engine.transfer.ImportRow.Mention;
import io.crmkit.engine.transfer.Target.Part;
import io.crmkit.record.Money;
import io.crmkit.record.ValueFormatException;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the cells of rows as values. What it cannot read it notes as faults of the row. */
final class RowConverter {
  private final List<Slot> slots;
  private final Map<String, Slot> byHeading = new HashMap<>();
  private final Targets targets;
  private final CellReader reader;
  private final Set<String> nulls;
  private final Currency currency;

  RowConverter(
      List<Slot> slots, Targets targets, CellReader reader, Set<String> nulls, Currency currency) {
    this.slots = slots;
    this.targets = targets;
    this.reader = reader;
    this.nulls = nulls;
    this.currency = currency;
    slots.forEach(slot -> byHeading.put(slot.heading(), slot));
  }

  ImportRow convert(RawRow raw) {
    ImportRow row = new ImportRow(raw);
    if (raw.fault() != null) {
      row.faults.add(raw.fault());
      return row;
    }
    if (raw.isBlank()) {
      return row;
    }
    Parts parts = new Parts(row);
    if (raw.json() != null) {
      json("", raw.json(), parts);
    }
    for (Slot slot : slots) {
      if (slot.constant() != null) {
        constant(slot, parts);
      } else if (raw.json() == null) {
        String cell = slot.index() < raw.cells().size() ? raw.cells().get(slot.index()) : "";
        cell(slot, cell, parts);
      }
    }
    parts.join();
    return row;
  }

  private void constant(Slot slot, Parts parts) {
    Object constant = slot.constant();
    if (constant instanceof Map || constant instanceof List) {
      ImportRow.put(parts.row.plain, slot.target().path(), constant);
    } else {
      cell(slot, String.valueOf(constant), parts);
    }
  }

  private void cell(Slot slot, String given, Parts parts) {
    String cell = Formulas.unescape(given.strip());
    boolean isNull = cell.isEmpty() || nulls.contains(cell);
    if (!isNull) {
      String value = slot.column().values().get(cell);
      cell = value == null ? cell : value.strip();
      isNull = cell.isEmpty();
    }
    parts.set(slot, isNull ? null : cell);
  }

  /** Takes the plain form of a record: names of references are looked up, all else is as it is. */
  private void json(String prefix, Map<?, ?> json, Parts parts) {
    for (Map.Entry<?, ?> entry : json.entrySet()) {
      String path = prefix + entry.getKey();
      Object value = entry.getValue();
      Slot slot = byHeading.get(path);
      Target target = targets.find(path);
      if (slot != null
          && slot.constant() == null
          && !(value instanceof Map || value instanceof List)) {
        cell(slot, value == null ? "" : String.valueOf(value), parts);
      } else if (target != null && (target.path().equals(path) || !(value instanceof Map))) {
        jsonValue(path, target, value, parts);
      } else if (value instanceof Map<?, ?> group) {
        json(path + ".", group, parts);
      } else if (value != null || !isGroup(path)) {
        parts.row.faults.add(new Fault(path, "UNKNOWN_FIELD", "names no field"));
      }
    }
  }

  private boolean isGroup(String path) {
    return targets.all().stream().anyMatch(target -> target.path().startsWith(path + "."));
  }

  private void jsonValue(String path, Target target, @Nullable Object value, Parts parts) {
    boolean isNamed = target.isReference() && target.part() == Part.VALUE;
    if (!target.isWritable()) {
      return;
    }
    if (isNamed && value instanceof String name) {
      parts.mention(parts.slot(path, target), List.of(name));
    } else if (isNamed && value instanceof List<?> names) {
      parts.mention(parts.slot(path, target), names.stream().map(String::valueOf).toList());
    } else if (target.part() == Part.RECORD || target.part() == Part.CREATED_AT) {
      parts.set(parts.slot(path, target), value == null ? null : String.valueOf(value));
    } else {
      ImportRow.put(parts.row.plain, target.path(), value);
    }
  }

  /** The cells of one row, some of which make a value together. */
  private final class Parts {
    final ImportRow row;
    private final Map<String, Slot> amountSlots = new LinkedHashMap<>();
    private final Map<String, String> amounts = new HashMap<>();
    private final Map<String, String> currencies = new HashMap<>();
    private final Map<String, List<String>> names = new LinkedHashMap<>();
    private final Map<String, Slot> nameSlots = new LinkedHashMap<>();
    private final Map<String, String> ids = new HashMap<>();

    Parts(ImportRow row) {
      this.row = row;
    }

    /** Returns the column of a field of JSON Lines. */
    Slot slot(String path, Target target) {
      return new Slot(
          0,
          path,
          target,
          ImportMapping.Column.of(target.path()),
          null,
          new ReferenceKey(null, null, null, null));
    }

    void set(Slot slot, @Nullable String cell) {
      Target target = slot.target();
      String path = target.path();
      try {
        switch (target.part()) {
          case RECORD -> row.recordId = cell;
          case CREATED_AT -> row.createdAt = cell == null ? null : reader.times().instant(cell);
          case CURRENCY -> {
            if (cell != null) {
              currencies.put(path, cell);
            }
          }
          case ID -> {
            nameSlots.putIfAbsent(path, slot);
            if (cell != null) {
              ids.put(path, cell);
            }
          }
          case VALUE -> value(slot, cell);
          case UPDATED_AT, VERSION -> throw new IllegalStateException("is not written: " + path);
        }
      } catch (ValueFormatException e) {
        row.faults.add(new Fault(slot.heading(), e.code(), String.valueOf(e.getMessage())));
      }
    }

    private void value(Slot slot, @Nullable String cell) {
      Target target = slot.target();
      String path = target.path();
      if (target.isReference()) {
        nameSlots.put(path, slot);
        if (cell != null) {
          names
              .computeIfAbsent(path, key -> new ArrayList<>())
              .addAll(target.isList() ? aliased(slot, Lists.split(cell)) : List.of(cell));
        }
      } else if (target.isMoney()) {
        amountSlots.put(path, slot);
        if (cell != null) {
          amounts.put(path, cell);
        }
      } else if (target.isList()) {
        list(slot, cell);
      } else {
        ImportRow.put(
            row.plain,
            path,
            cell == null ? null : reader.read(target.type(), options(target), cell));
      }
    }

    private List<String> aliased(Slot slot, List<String> cells) {
      return cells.stream().map(each -> slot.column().values().getOrDefault(each, each)).toList();
    }

    /** Several columns may fill one list, one behind the other. */
    private void list(Slot slot, @Nullable String cell) {
      Target target = slot.target();
      List<Object> values = new ArrayList<>();
      if (ImportRow.get(row.plain, target.path()) instanceof List<?> before) {
        values.addAll(before);
      }
      if (cell != null
          && reader.read(target.type(), options(target), cell) instanceof List<?> read) {
        values.addAll(read);
      }
      ImportRow.put(row.plain, target.path(), values);
    }

    private static List<String> options(Target target) {
      return target.custom() == null ? List.of() : target.custom().options();
    }

    void mention(Slot slot, List<String> cells) {
      nameSlots.put(slot.target().path(), slot);
      names.computeIfAbsent(slot.target().path(), key -> new ArrayList<>()).addAll(cells);
    }

    /** Makes values of what stands in several cells. */
    void join() {
      amountSlots.forEach(
          (path, slot) -> {
            String amount = amounts.get(path);
            try {
              ImportRow.put(
                  row.plain,
                  path,
                  amount == null ? null : money(slot, amount, currencies.get(path)));
            } catch (ValueFormatException e) {
              row.faults.add(new Fault(slot.heading(), e.code(), String.valueOf(e.getMessage())));
            }
          });
      nameSlots.forEach(
          (path, slot) -> {
            List<String> mentioned = names.getOrDefault(path, List.of());
            String id = ids.get(path);
            if (mentioned.isEmpty() && id == null) {
              ImportRow.put(row.plain, path, slot.target().isList() ? List.of() : null);
            } else {
              row.mentions.add(new Mention(slot, mentioned, id));
            }
          });
    }

    /** What the cell spells out counts most, a mere sign least. */
    private Map<String, Object> money(Slot slot, String cell, @Nullable String beside) {
      Numbers.Amount amount = reader.numbers().amount(cell);
      Currency named = amount.currency();
      if (named == null || amount.isSign()) {
        String mapped = slot.column().currency();
        Currency other =
            beside != null ? currencyOf(beside) : mapped != null ? Money.currency(mapped) : named;
        named = other == null ? currency : other;
      }
      Money.of(amount.number(), named);
      return Map.of(
          "amount",
          amount.number().stripTrailingZeros().toPlainString(),
          "currency",
          named.getCurrencyCode());
    }

    private Currency currencyOf(String cell) {
      Currency sign = reader.numbers().amount("1 " + cell).currency();
      return sign == null ? Money.currency(cell) : sign;
    }
  }
}
