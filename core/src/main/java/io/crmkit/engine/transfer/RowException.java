package io.crmkit.engine.transfer;

import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidValueException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Ends a transaction because of one row, which is then left out. */
final class RowException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;
  private int index = -1;

  RowException(Fault fault, CrmException cause) {
    super(fault.code(), cause);
    this.faults = List.of(fault);
  }

  RowException(CrmException cause, Map<String, String> headings) {
    super(cause.code(), cause);
    this.faults = faults(cause, headings);
  }

  RowException at(int newIndex) {
    index = newIndex;
    return this;
  }

  int index() {
    return index;
  }

  List<Fault> faults() {
    return faults;
  }

  /** Returns what a refusal says, each fault with the column that its field came from. */
  static List<Fault> faults(CrmException e, Map<String, String> headings) {
    if (e instanceof InvalidValueException invalid && !invalid.errors().isEmpty()) {
      return invalid.errors().stream()
          .map(error -> new Fault(heading(error.field(), headings), error.code(), error.message()))
          .toList();
    }
    Object fields = e.context().get("fields");
    String field = fields instanceof List<?> list && list.size() == 1 ? (String) list.get(0) : null;
    return List.of(
        new Fault(
            field == null ? null : heading(field, headings),
            e.code(),
            String.valueOf(e.getMessage())));
  }

  private static @Nullable String heading(String field, Map<String, String> headings) {
    String path = field;
    while (true) {
      String heading = headings.get(path);
      int dot = path.lastIndexOf('.');
      if (heading != null || dot < 0) {
        return heading == null ? field : heading;
      }
      path = path.substring(0, dot);
    }
  }
}
