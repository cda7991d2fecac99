package io.crmkit.sales;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A postal address. A known country name becomes its ISO 3166-1 code, another stays as typed.
 *
 * @param street street and number
 * @param street2 second line
 * @param city town
 * @param region region or state
 * @param postalCode postal code
 * @param country two-letter code where it is known
 */
public record Address(
    @Nullable @Size(max = 200) String street,
    @Nullable @Size(max = 200) String street2,
    @Nullable @Size(max = 100) String city,
    @Nullable @Size(max = 100) String region,
    @Nullable @Size(max = 20) String postalCode,
    @Nullable @Size(max = 60) String country) {
  /** Gives a known country its code. */
  public Address {
    country = Countries.code(country);
  }
}
