package io.crmkit.identity;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Managed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of grants.
 *
 * @param name in UPPER_SNAKE
 * @param description what it is for
 * @param inherits roles whose grants it has too
 * @param isBuiltIn whether its grants come with the product
 */
@RecordType("role")
public record Role(
    @NaturalKey @Unique @NotBlank @Size(max = 60) String name,
    @Nullable @Size(max = 300) String description,
    @Size(max = 10) List<Id<Role>> inherits,
    @Managed @Default("false") boolean isBuiltIn) {}
