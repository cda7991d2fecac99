package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;

/**
 * What a contact is in one sale.
 *
 * @param opportunityId the sale
 * @param contactId the contact
 * @param role what it is
 * @param isPrimary whether to speak to this one first
 */
@RecordType(value = "opportunity-contact", unique = "opportunityId,contactId,role")
@PartOf(Opportunity.class)
public record OpportunityContact(
    @Indexed Id<Opportunity> opportunityId,
    @Indexed Id<Contact> contactId,
    @Default("OTHER") ContactRole role,
    @Default("false") boolean isPrimary) {}
