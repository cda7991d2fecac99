package io.crmkit.identity;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.RecordType;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A group of members, in a tree.
 *
 * @param name name
 * @param parentId the team above
 * @param managerId who leads it
 */
@RecordType("team")
public record Team(
    @NaturalKey @Unique @NotBlank @Size(max = 100) String name,
    @Nullable @Indexed Id<Team> parentId,
    @Nullable Id<User> managerId) {}
