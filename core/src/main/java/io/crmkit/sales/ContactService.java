package io.crmkit.sales;

import io.crmkit.engine.RecordSession;
import io.crmkit.record.Id;

/**
 * What can be done with contacts beside writing them, for one actor in one organization.
 *
 * <p>Thread-safe.
 *
 * @since 0.1
 */
public final class ContactService {
  private final RecordSession session;

  /** Works on what {@code session} may see and change. */
  public ContactService(RecordSession session) {
    this.session = session;
  }

  /**
   * Counts the heat of a contact anew from all its interactions, and keeps it.
   *
   * @throws io.crmkit.error.NotFoundException if there is no such contact for this actor
   */
  public Heat heat(Id<Contact> id) {
    Contact counted =
        session.records(Contact.class).act("heat", id, null, current -> current).value();
    return new Heat(counted.heatScore(), counted.leadHeat());
  }
}
