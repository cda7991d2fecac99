package io.crmkit.record;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One field of a declared type: a component, or a component of a value record. Immutable.
 *
 * <p>Envelope fields ({@code id}, {@code createdAt}, …) are fields too, so that filters and sorts
 * know one kind of thing; they have no {@link #index()}.
 */
public final class Field {
  /** What the declaration says of a field. */
  enum Mark {
    REQUIRED,
    NULLABLE,
    INDEXED,
    UNIQUE,
    SEARCHABLE,
    ENCRYPTED,
    MANAGED,
    OWNER,
    TEAM,
    ACCOUNT,
    ATTACHED,
    NATURAL_KEY,
    WITHHELD,
    INDEXED_WITH_OTHERS
  }

  private final String path;
  private final int index;
  private final int part;
  private final ValueType<Object> type;
  private final Set<Mark> marks;
  private final Set<String> targets;
  private final @Nullable Object initial;
  private final @Nullable DuplicateMatcher matcher;
  private final @Nullable PrivacyPolicy privacy;
  private final List<String> columns;

  Field(
      String path,
      int index,
      int part,
      ValueType<Object> type,
      Set<Mark> marks,
      Set<String> targets,
      @Nullable Object initial,
      @Nullable DuplicateMatcher matcher,
      @Nullable PrivacyPolicy privacy) {
    this.path = path;
    this.index = index;
    this.part = part;
    this.type = type;
    this.marks = Set.copyOf(marks);
    this.targets = Set.copyOf(targets);
    this.initial = initial;
    this.matcher = matcher;
    this.privacy = privacy;
    String name = snakeCase(path);
    this.columns =
        switch (type.kind()) {
          case MONEY -> List.of(name, name + "_currency");
          case REF -> List.of(name + "_id", name + "_type");
          default -> List.of(name);
        };
  }

  /** Returns the name in JSON and filters, for example {@code meddic.score}. */
  public String path() {
    return path;
  }

  /** Returns the position among the fields of the type, or -1 for an envelope field. */
  public int index() {
    return index;
  }

  /** Returns the position of this field's first part among the parts of all fields. */
  public int part() {
    return part;
  }

  /** Returns whether this is a field of the envelope. */
  public boolean isEnvelope() {
    return index < 0;
  }

  /** Returns how values are read, written and stored. */
  public ValueType<Object> type() {
    return type;
  }

  /** Returns the column of the first part, which comparisons look at: {@code meddic_score}. */
  public String column() {
    return columns().get(0);
  }

  /** Returns the columns, one for each of the type's forms. */
  public List<String> columns() {
    return columns;
  }

  /** Returns whether a value must be given; in a nullable group, only once the group has one. */
  public boolean isRequired() {
    return marks.contains(Mark.REQUIRED);
  }

  /**
   * Returns whether null is a value; otherwise a missing value becomes the {@link #initial} one.
   */
  public boolean isNullable() {
    return marks.contains(Mark.NULLABLE);
  }

  /** Returns whether lists filter and sort by this field at any size. */
  public boolean isIndexed() {
    return marks.contains(Mark.INDEXED) || isUnique();
  }

  /** Returns whether an index begins with it; otherwise one ends with it, if it is indexed. */
  public boolean hasOwnIndex() {
    return isIndexed() && !marks.contains(Mark.INDEXED_WITH_OTHERS);
  }

  /** Returns whether no two living rows of an organization share a value. */
  public boolean isUnique() {
    return marks.contains(Mark.UNIQUE);
  }

  /** Returns whether full-text search looks into this field. */
  public boolean isSearchable() {
    return marks.contains(Mark.SEARCHABLE);
  }

  /** Returns whether the value is sealed at rest and in events. */
  public boolean isEncrypted() {
    return marks.contains(Mark.ENCRYPTED);
  }

  /** Returns whether only rules and actions write this field. */
  public boolean isManaged() {
    return marks.contains(Mark.MANAGED);
  }

  /** Returns whether no caller sees this field, whatever its rights. */
  public boolean isWithheld() {
    return marks.contains(Mark.WITHHELD);
  }

  /** Returns whether this names the owner. */
  public boolean isOwner() {
    return marks.contains(Mark.OWNER);
  }

  /** Returns whether this names the team. */
  public boolean isTeam() {
    return marks.contains(Mark.TEAM);
  }

  /** Returns whether this names the customer account. */
  public boolean isAccount() {
    return marks.contains(Mark.ACCOUNT);
  }

  /** Returns whether this names the record that a row has its readers from. */
  public boolean isAttachment() {
    return marks.contains(Mark.ATTACHED);
  }

  /** Returns whether people call a row by this field. */
  public boolean isNaturalKey() {
    return marks.contains(Mark.NATURAL_KEY);
  }

  /** Returns whether this holds several values. */
  public boolean isList() {
    return type.kind() == ValueType.Kind.LIST;
  }

  /** Returns the type of one value: of an element for a list, else of the field. */
  public ValueType<Object> valueType() {
    ValueType<Object> element = type.element();
    return element == null ? type : element;
  }

  /** Returns whether this points to other records. */
  public boolean isReference() {
    ValueType.Kind kind = valueType().kind();
    return kind == ValueType.Kind.ID || kind == ValueType.Kind.REF;
  }

  /** Returns the types that a reference may point to; empty for a link to any type. */
  public Set<String> targets() {
    return targets;
  }

  /** Returns the value of a field that is not given, or null. */
  public @Nullable Object initial() {
    return initial;
  }

  /** Returns how values are compared by a default duplicate rule, or null if they are not. */
  public @Nullable DuplicateMatcher matcher() {
    return matcher;
  }

  /** Returns what happens when the person is erased, or null where nothing is said. */
  public @Nullable PrivacyPolicy privacy() {
    return privacy;
  }

  @Override
  public String toString() {
    return path;
  }

  /** Turns {@code meddic.economicBuyerId} into {@code meddic_economic_buyer_id}. */
  static String snakeCase(String path) {
    StringBuilder name = new StringBuilder(path.length() + 8);
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '.' || c == '-') {
        name.append('_');
      } else if (Character.isUpperCase(c)) {
        name.append('_').append(Character.toLowerCase(c));
      } else {
        name.append(c);
      }
    }
    return name.toString();
  }
}
