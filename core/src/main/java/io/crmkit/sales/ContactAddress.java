package io.crmkit.sales;

import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.PartOf;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;

/**
 * A place where goods can be sent. Street, city, region and country are required.
 *
 * @param contactId the contact
 * @param type what it is used for
 * @param address the place
 * @param isDefault whether it is taken unless another is named; one of a contact is
 */
@RecordType("contact-address")
@PartOf(Contact.class)
public record ContactAddress(
    @Indexed Id<Contact> contactId,
    @Default("HOME") AddressType type,
    @Personal(PrivacyPolicy.ERASE) Address address,
    @Default("false") boolean isDefault) {}
