package io.crmkit.record;

import io.crmkit.error.FieldError;
import jakarta.validation.executable.ExecutableValidator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a record class declares: its fields and the rules that are written on them. Made once for
 * each type; immutable and thread-safe. Values of a record stand in an array, one for each field,
 * in the order of {@link #fields()}.
 *
 * @param <T> the record type
 */
public final class Declaration<T> {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  /** A record with more components is asking to be split into value records. */
  private static final int MOST_COMPONENTS = 15;

  private final Class<T> javaType;
  private final RecordType type;
  private final String plural;
  private final List<Component> components;
  private final List<Field> fields;
  private final Map<String, Field> byPath = new LinkedHashMap<>();
  private final Shape shape;
  private final int parts;
  private final List<List<Field>> uniques = new ArrayList<>();
  private final List<List<Field>> indexes = new ArrayList<>();
  private final @Nullable Field parent;
  private final @Nullable Field attachment;

  private Declaration(Class<T> javaType, RecordType type) {
    this.javaType = javaType;
    this.type = type;
    this.plural = type.plural().isEmpty() ? pluralOf(type.value()) : type.plural();
    this.components = List.copyOf(new ComponentReader().read(javaType));
    this.fields = List.copyOf(Shape.leaves(components));
    this.shape = new Shape(javaType, components);
    this.parts = fields.stream().mapToInt(field -> field.type().forms().size()).sum();
    checkColumns();
    Envelope.FIELDS.forEach(field -> byPath.put(field.path(), field));
    fields.forEach(field -> byPath.put(field.path(), field));
    PartOf partOf = javaType.getAnnotation(PartOf.class);
    this.parent = partOf == null ? null : parentField(partOf.value());
    this.attachment = fields.stream().filter(Field::isAttachment).findFirst().orElse(null);
    for (Field field : fields) {
      if (field.isUnique()) {
        uniques.add(List.of(field));
      } else if (field.hasOwnIndex() && !field.isList()) {
        indexes.add(List.of(field));
      }
    }
    Arrays.stream(type.unique()).map(this::fieldsOf).forEach(uniques::add);
    Arrays.stream(type.indexes()).map(this::fieldsOf).forEach(indexes::add);
    checkIndexes();
  }

  /**
   * Reads the declaration of a record class.
   *
   * @throws IllegalArgumentException naming everything that is wrong with it
   */
  public static <T> Declaration<T> of(Class<T> javaType) {
    RecordType type = javaType.getAnnotation(RecordType.class);
    if (type == null || !javaType.isRecord()) {
      throw new IllegalArgumentException(javaType.getName() + " is no record with @RecordType");
    }
    List<String> faults = new ArrayList<>();
    if (!NAME.matcher(type.value()).matches()) {
      faults.add("its name \"" + type.value() + "\" is not in kebab-case");
    }
    if (javaType.getRecordComponents().length > MOST_COMPONENTS) {
      faults.add(
          "it has more than " + MOST_COMPONENTS + " components: group them in value records");
    }
    for (var component : javaType.getRecordComponents()) {
      if (Envelope.RESERVED.contains(component.getName())) {
        faults.add("the name " + component.getName() + " is reserved");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(javaType.getName() + ": " + String.join("; ", faults));
    }
    return new Declaration<>(javaType, type);
  }

  /** Refuses a field that is indexed with others, but in no index. */
  private void checkIndexes() {
    for (Field field : fields) {
      boolean isLast = indexes.stream().anyMatch(each -> each.get(each.size() - 1) == field);
      if (field.isIndexed() && !field.isUnique() && !field.isList() && !isLast) {
        throw new IllegalArgumentException(
            javaType.getName() + ": no index ends with " + field + ", which has none of its own");
      }
    }
  }

  /** Refuses {@code feeCurrency} beside an amount called {@code fee}: both need one column. */
  private void checkColumns() {
    Set<String> columns = new HashSet<>(Set.of("organization_id", "custom"));
    Envelope.FIELDS.forEach(field -> columns.addAll(field.columns()));
    for (Field field : fields) {
      for (String column : field.columns()) {
        if (!columns.add(column)) {
          throw new IllegalArgumentException(
              javaType.getName()
                  + ": "
                  + field
                  + " needs the column "
                  + column
                  + ", which is taken");
        }
      }
    }
  }

  private Field parentField(Class<?> parentType) {
    RecordType declared = parentType.getAnnotation(RecordType.class);
    for (Field field : fields) {
      if (declared != null
          && field.type().kind() == ValueType.Kind.ID
          && field.targets().equals(Set.of(declared.value()))) {
        return field;
      }
    }
    throw new IllegalArgumentException(
        javaType.getName() + " is part of " + parentType.getName() + " but has no id of it");
  }

  private List<Field> fieldsOf(String paths) {
    return Arrays.stream(paths.split(",")).map(path -> field(path.strip())).toList();
  }

  /** Makes the plural of an English noun: y to ies after a consonant, es after a hiss, else s. */
  private static String pluralOf(String name) {
    if (name.matches(".*[^aeiou]y")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name.matches(".*(s|x|ch|sh)") ? name + "es" : name + "s";
  }

  /** Returns the name, for example {@code line-item}. */
  public String name() {
    return type.value();
  }

  /** Returns the plural, for example {@code line-items}. */
  public String plural() {
    return plural;
  }

  /** Returns the name of the table, for example {@code line_item}. */
  public String table() {
    return Field.snakeCase(name());
  }

  /** Returns the record class. */
  public Class<T> javaType() {
    return javaType;
  }

  /** Returns whether deletion can be undone. */
  public boolean isSoft() {
    return type.soft();
  }

  /** Returns whether each row is about one person. */
  public boolean isPerson() {
    return type.person();
  }

  /** Returns whether rows stand outside of any organization. */
  public boolean isPlatform() {
    return type.platform();
  }

  /** Returns whether rows stay out of reach of callers. */
  public boolean isHidden() {
    return type.hidden();
  }

  /** Returns whether changes are events. */
  public boolean isLogged() {
    return type.logged();
  }

  /** Returns what callers may do. */
  public Set<Verb> verbs() {
    return Set.of(type.verbs());
  }

  /** Returns the named actions beside the verbs. */
  public List<String> actions() {
    return List.of(type.actions());
  }

  /** Returns the components, value records with their own beneath. */
  public List<Component> components() {
    return components;
  }

  /** Returns all fields, those of value records included, in declared order. */
  public List<Field> fields() {
    return fields;
  }

  /**
   * Returns the field of this path, of the envelope too.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Field field(String path) {
    Field field = byPath.get(path);
    if (field == null) {
      throw new IllegalArgumentException(name() + " has no field " + path);
    }
    return field;
  }

  /** Returns the field of this path, of the envelope too. */
  public Optional<Field> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** Returns the field that names the parent of a part, or null for a type of its own. */
  public @Nullable Field parent() {
    return parent;
  }

  /** Returns the field that names what a row hangs on and has readers from, or null. */
  public @Nullable Field attachment() {
    return attachment;
  }

  /** Returns the sets of fields whose values are unique together among living rows. */
  public List<List<Field>> uniques() {
    return List.copyOf(uniques);
  }

  /** Returns the sets of fields that are indexed, beside the unique ones. */
  public List<List<Field>> indexes() {
    return List.copyOf(indexes);
  }

  /** Returns the field by which people call a row, or null. */
  public @Nullable Field naturalKey() {
    return fields.stream().filter(Field::isNaturalKey).findFirst().orElse(null);
  }

  /** Returns how many parts the values of one record have in storage. */
  public int parts() {
    return parts;
  }

  /** Takes a record apart into the values of its fields. */
  public @Nullable Object[] values(T value) {
    @Nullable Object[] values = new Object[fields.size()];
    shape.read(value, values);
    return values;
  }

  /** Puts a record together. Nothing is validated. */
  public T value(@Nullable Object[] values) {
    return javaType.cast(shape.build(values));
  }

  /** Returns an error for each value that is missing or breaks a constraint, in declared order. */
  public List<FieldError> validate(@Nullable Object[] values, ExecutableValidator validator) {
    List<FieldError> errors = new ArrayList<>();
    shape.validate(values, validator, errors);
    errors.sort(Comparator.comparingInt(error -> position(error.field())));
    return errors;
  }

  private int position(String path) {
    for (Field field : fields) {
      if (field.path().equals(path) || field.path().startsWith(path + ".")) {
        return field.index();
      }
    }
    return fields.size();
  }

  /** Returns the parts in which a storage keeps {@code values}. */
  public @Nullable Object[] encode(@Nullable Object[] values) {
    @Nullable Object[] encoded = new Object[parts];
    for (Field field : fields) {
      Object value = values[field.index()];
      if (value != null) {
        field.type().encode(value, encoded, field.part());
      }
    }
    return encoded;
  }

  /** Returns the values that a storage kept as {@code encoded}. */
  public @Nullable Object[] decode(@Nullable Object[] encoded) {
    @Nullable Object[] values = new Object[fields.size()];
    for (int i = 0; i < values.length; i++) { // faster than an iterator, for each row that is read
      Field field = fields.get(i);
      values[i] = field.type().decode(encoded, field.part());
    }
    return values;
  }

  @Override
  public String toString() {
    return name();
  }
}
