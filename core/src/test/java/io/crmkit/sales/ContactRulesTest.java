package io.crmkit.sales;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.record.Id;
import io.crmkit.testkit.Doors;
import io.crmkit.testkit.TestCrm;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ContactRulesTest {
  private final TestCrm crm = new TestCrm();
  private final RecordSession session = crm.session();
  private final Records<Contact> contacts = session.records(Contact.class);

  @AfterEach
  void end() {
    crm.close();
  }

  private Id<Contact> contact() {
    return contacts.createPlain(Map.of("email", "awa@baobab.example")).id();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0, COLD",
    "INFO_REQUEST, 5, COLD",
    "INFO_REQUEST SOCIAL_LIKE, 6, WARM",
    "SITE_VISIT INFO_REQUEST, 15, WARM",
    "SITE_VISIT INFO_REQUEST SOCIAL_FOLLOW, 16, HOT",
    "PRICE_QUOTE WEBSITE_VISIT OTHER, 10, WARM"
  })
  void heat_afterInteractions_isTheSumOfTheirPoints(String types, int score, LeadHeat heat) {
    Id<Contact> id = contact();
    Arrays.stream(types.split(" "))
        .filter(type -> !type.isEmpty())
        .forEach(
            type ->
                session
                    .records(Interaction.class)
                    .createPlain(Map.of("contactId", id.toString(), "type", type)));

    Contact counted = contacts.get(id).value();

    assertThat(counted.heatScore()).isEqualTo(score);
    assertThat(counted.leadHeat()).isEqualTo(heat);
    assertThat(new ContactService(session).heat(id)).isEqualTo(new Heat(score, heat));
  }

  @Test
  void interaction_onceMade_cannotChange() {
    Records<Interaction> interactions = session.records(Interaction.class);
    Id<Interaction> id =
        interactions
            .createPlain(Map.of("contactId", contact().toString(), "type", "SITE_VISIT"))
            .id();

    assertThat(interactions.get(id).value().points()).isEqualTo(10);
    assertThat(interactions.get(id).value().occurredAt()).isEqualTo(TestCrm.START);
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> interactions.updatePlain(id, null, Map.of("type", "OTHER")));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> interactions.delete(id, null));
  }

  @ParameterizedTest
  @EnumSource(Doors.class)
  void contact_nothingToKnowItBy_isRefused(Doors door) {
    Id<Contact> id = contact();
    Map<String, Object> cleared = new HashMap<>();
    cleared.put("email", null);

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> door.change(session, Contact.class, id, cleared));
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(() -> contacts.createPlain(Map.of("notes", "someone")));
    for (Map<String, ?> known :
        java.util.List.<Map<String, ?>>of(
            Map.of("company", "Baobab"),
            Map.of("phone", "+221771234567"),
            Map.of("name", Map.of("first", "Awa")))) {
      assertThat(contacts.createPlain(known).version()).isEqualTo(1);
    }
  }

  @Test
  void status_any_mayFollowAny() {
    Id<Contact> id = contact();
    for (ContactStatus from : ContactStatus.values()) {
      for (ContactStatus to : ContactStatus.values()) {
        contacts.updatePlain(id, null, Map.of("status", from.name()));
        contacts.updatePlain(id, null, Map.of("status", to.name()));
        assertThat(contacts.get(id).value().status()).isEqualTo(to);
      }
    }
  }

  @Test
  void name_joinedFromParts_followsThem() {
    Id<Contact> id = contacts.createPlain(Map.of("name", Map.of("first", "Awa"))).id();

    contacts.updatePlain(id, null, Map.of("name", Map.of("last", "Diop")));

    assertThat(contacts.get(id).value().name().full()).isEqualTo("Awa Diop");
  }

  @Test
  void address_incomplete_namesWhatIsMissing() {
    Id<Contact> id = contact();

    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(
            () ->
                session
                    .records(ContactAddress.class)
                    .createPlain(
                        Map.of("contactId", id.toString(), "address", Map.of("city", "Dakar"))))
        .satisfies(e -> assertThat(e.errors()).hasSize(3));
  }

  @Test
  void address_secondDefault_takesTheFirstOnesPlace() {
    Id<Contact> id = contact();
    Records<ContactAddress> addresses = session.records(ContactAddress.class);
    Map<String, Object> fields =
        Map.of(
            "contactId",
            id.toString(),
            "isDefault",
            true,
            "address",
            Map.of("street", "Rue 1", "city", "Dakar", "region", "Dakar", "country", "Sénégal"));

    Id<ContactAddress> first = addresses.createPlain(fields).id();
    Id<ContactAddress> second = addresses.createPlain(fields).id();

    assertThat(addresses.get(first).value().isDefault()).isFalse();
    assertThat(addresses.get(second).value().isDefault()).isTrue();
    assertThat(addresses.get(second).value().address().country()).isEqualTo("SN");
    addresses.updatePlain(first, null, Map.of("isDefault", true));
    assertThat(addresses.get(second).value().isDefault()).isFalse();
    addresses.delete(first, null);
    assertThat(addresses.find(first)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Senegal, SN",
    "Sénégal, SN",
    "-1#IND, -1#IND",
    "SENEGAL, SN",
    "sn, SN",
    "Côte d'Ivoire, CI",
    "Germany, DE",
    "Allemagne, DE",
    "USA, US",
    "Atlantis, Atlantis"
  })
  void country_known_becomesItsCode(String name, String code) {
    assertThat(new Address(null, null, null, null, null, name).country()).isEqualTo(code);
  }
}
