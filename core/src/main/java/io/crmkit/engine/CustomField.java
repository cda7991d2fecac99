package io.crmkit.engine;

import io.crmkit.record.Default;
import io.crmkit.record.Indexed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.ValueType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A field that an organization adds to a type. Shown, filtered and exported as {@code custom.key}.
 *
 * @param targetType name of the type
 * @param key lower-case name, fixed once made
 * @param label name for people
 * @param kind what it holds, fixed once made
 * @param options what may be chosen, for the kinds of choice
 * @param isRequired whether every new row must have a value
 * @param isFilterable whether lists filter and sort by it; its texts have at most 600 characters
 *     then, else 1,000
 * @param privacy what happens when the person is erased
 * @param sortOrder place among the fields
 */
@RecordType(value = "custom-field", soft = true, unique = "targetType,key")
public record CustomField(
    @Indexed @NotBlank @Size(max = 60) String targetType,
    @NotBlank @Size(max = 40) @Text(TextFormat.SLUG) String key,
    @NaturalKey @NotBlank @Size(max = 100) String label,
    CustomFieldKind kind,
    @Size(max = 200) List<@Size(max = 100) String> options,
    @Default("false") boolean isRequired,
    @Default("false") boolean isFilterable,
    @Default("ERASE") PrivacyPolicy privacy,
    @Default("0") int sortOrder) {

  /** Copies the options. */
  public CustomField {
    options = List.copyOf(options);
  }

  /** Returns how values are read, written and compared. */
  public ValueType<Object> valueType() {
    return CustomFields.valueType(this);
  }
}
