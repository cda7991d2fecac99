package io.crmkit.sales;

import io.crmkit.record.Condition;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import org.jspecify.annotations.Nullable;

/** Asks for all that a delivery needs, and keeps one default address for each contact. */
final class ContactAddressRules implements RecordRules<ContactAddress> {
  /** More addresses of one contact than anyone keeps. */
  private static final int MOST = 1_000;

  @Override
  public void check(Change<ContactAddress> change, RuleContext context, Faults faults) {
    Address address = change.value().address();
    require("street", address.street(), faults);
    require("city", address.city(), faults);
    require("region", address.region(), faults);
    require("country", address.country(), faults);
  }

  private static void require(String name, @Nullable String value, Faults faults) {
    if (value == null) {
      faults.add("address." + name, "REQUIRED", "is required");
    }
  }

  @Override
  public ContactAddress beforeWrite(Change<ContactAddress> change, RuleContext context) {
    ContactAddress value = change.value();
    if (change.kind() == Kind.DELETE || !value.isDefault()) {
      return value;
    }
    Condition ofContact = Condition.eq("contactId", value.contactId());
    for (Stored<ContactAddress> other :
        context.query(ContactAddress.class, Query.where(ofContact).limit(MOST))) {
      if (other.value().isDefault() && !other.id().equals(change.id())) {
        ContactAddress plain = other.value();
        context.update(
            ContactAddress.class,
            other.id(),
            new ContactAddress(plain.contactId(), plain.type(), plain.address(), false));
      }
    }
    return value;
  }
}
