package io.crmkit.sales;

import io.crmkit.record.Id;
import io.crmkit.record.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a lead is to become.
 *
 * @param accountId account to take; null takes the contact's, or one of the same company, or makes
 *     one
 * @param contactId contact to take; null takes the one with the same e-mail address, or makes one
 * @param opportunityId opportunity to take; null makes one if wanted
 * @param createsOpportunity whether an opportunity is made where none is taken
 * @param opportunityName name of the one that is made; null takes the account's
 * @param amount worth of the one that is made; null takes the lead's budget
 */
public record ConversionRequest(
    @Nullable Id<Account> accountId,
    @Nullable Id<Contact> contactId,
    @Nullable Id<Opportunity> opportunityId,
    boolean createsOpportunity,
    @Nullable String opportunityName,
    @Nullable Money amount) {

  /** Returns a request that takes what fits, makes the rest, and makes an opportunity. */
  public static ConversionRequest usual() {
    return new ConversionRequest(null, null, null, true, null, null);
  }

  /** Returns a request that takes what fits, makes the rest, and makes no opportunity. */
  public static ConversionRequest withoutOpportunity() {
    return new ConversionRequest(null, null, null, false, null, null);
  }

  /** Returns this request for an account that is there. */
  public ConversionRequest into(Id<Account> account) {
    return new ConversionRequest(
        account, contactId, opportunityId, createsOpportunity, opportunityName, amount);
  }
}
