package io.crmkit.sales;

import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns leads into customers, for one actor in one organization.
 *
 * <p>Thread-safe. A changing method returns once everything is committed together.
 *
 * @since 0.1
 */
public final class LeadService {
  private final RecordSession session;

  /** Works on what {@code session} may see and change. */
  public LeadService(RecordSession session) {
    this.session = session;
  }

  /**
   * Turns a lead into an account, a contact and an opportunity, in one transaction. What is there
   * already is taken: the contact with the same e-mail address, its account, the account of the
   * same company or mail domain, as far as the actor may read them. The event {@code
   * lead.converted} names all of them.
   *
   * @param expectedVersion the version that the caller read, or null for any
   * @throws ConflictException with the code {@code ALREADY_CONVERTED} and the ids, if it was
   *     converted before, or {@code ILLEGAL_MOVE} if it is disqualified
   * @throws io.crmkit.error.NotFoundException if the lead, or a record of the request, is not there
   *     for this actor
   */
  public LeadConverted convert(
      Id<Lead> id, @Nullable Long expectedVersion, ConversionRequest request) {
    return session.transact(joined -> convert(joined, id, expectedVersion, request));
  }

  private static LeadConverted convert(
      RecordSession session,
      Id<Lead> id,
      @Nullable Long expectedVersion,
      ConversionRequest request) {
    Lead lead = session.records(Lead.class).get(id).value();
    Conversion former = lead.conversion();
    if (former != null) {
      throw alreadyConverted(former);
    }
    if (!LeadMoves.from(lead.status()).contains(LeadStatus.CONVERTED)) {
      throw LeadMoves.refused(
          "a lead", lead.status(), LeadStatus.CONVERTED, LeadMoves.from(lead.status()), "");
    }
    ConversionTargets targets = new ConversionTargets(session, lead, request);
    Stored<Contact> known = targets.knownContact();
    Id<Account> accountId = targets.account(known);
    Id<Contact> contactId = targets.contact(known, accountId);
    Id<Opportunity> opportunityId = targets.opportunity(accountId, contactId);
    Conversion conversion =
        new Conversion(
            session.clock().instant().truncatedTo(ChronoUnit.MICROS),
            accountId,
            contactId,
            opportunityId);
    Stored<Lead> converted =
        session
            .records(Lead.class)
            .act(
                "convert",
                id,
                expectedVersion,
                current ->
                    current.toBuilder()
                        .status(LeadStatus.CONVERTED)
                        .conversion(conversion)
                        .build());
    return new LeadConverted(converted, accountId, contactId, opportunityId);
  }

  private static ConflictException alreadyConverted(Conversion former) {
    Map<String, Object> ids = new LinkedHashMap<>();
    ids.put("accountId", former.accountId().toString());
    put(ids, "contactId", former.contactId());
    put(ids, "opportunityId", former.opportunityId());
    return new ConflictException("ALREADY_CONVERTED", "the lead was converted before", ids);
  }

  private static void put(Map<String, Object> ids, String name, @Nullable Id<?> id) {
    if (id != null) {
      ids.put(name, id.toString());
    }
  }
}
