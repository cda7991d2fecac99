package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import org.jspecify.annotations.Nullable;

/**
 * What a lead became.
 *
 * @param lead the lead, converted
 * @param accountId the account
 * @param contactId the contact; null where the lead named no person
 * @param opportunityId the opportunity; null where none was wanted
 */
public record LeadConverted(
    Stored<Lead> lead,
    Id<Account> accountId,
    @Nullable Id<Contact> contactId,
    @Nullable Id<Opportunity> opportunityId) {}
