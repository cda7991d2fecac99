package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.PartOf;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Verb;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a contact did, from which its heat is counted.
 *
 * @param contactId the contact
 * @param type what it was
 * @param points what it counts
 * @param occurredAt when; now unless given
 * @param source who noticed
 * @param detail free text
 */
@RecordType(
    value = "interaction",
    verbs = {Verb.CREATE, Verb.READ})
@PartOf(Contact.class)
public record Interaction(
    @Indexed Id<Contact> contactId,
    InteractionType type,
    @Managed int points,
    @Indexed @Nullable Instant occurredAt,
    @Nullable @Size(max = 60) String source,
    @Nullable @Personal(PrivacyPolicy.ERASE) @Size(max = 500) String detail) {}
