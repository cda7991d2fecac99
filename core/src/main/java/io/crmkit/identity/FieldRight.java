package io.crmkit.identity;

import io.crmkit.access.FieldAccess;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.RecordType;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * Withholds one field from a role.
 *
 * @param roleId the role
 * @param targetType name of the type
 * @param field path of the field
 * @param access what the role may do with it
 */
@RecordType("field-right")
public record FieldRight(
    @Indexed Id<Role> roleId,
    @NotBlank @Size(max = 60) String targetType,
    @NotBlank @Size(max = 80) String field,
    FieldAccess access) {}
