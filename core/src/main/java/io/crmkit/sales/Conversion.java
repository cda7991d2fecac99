package io.crmkit.sales;

import io.crmkit.record.Id;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a lead became.
 *
 * @param convertedAt when
 * @param accountId the account
 * @param contactId the contact
 * @param opportunityId the opportunity, if there was one to make
 */
public record Conversion(
    Instant convertedAt,
    Id<Account> accountId,
    @Nullable Id<Contact> contactId,
    @Nullable Id<Opportunity> opportunityId) {}
