package io.crmkit.sales;

import io.crmkit.record.Money;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a company.
 *
 * @param website address of its site
 * @param domains mail domains; captured mail is matched by them
 * @param phone switchboard
 * @param employees number of employees
 * @param annualRevenue turnover of a year
 * @param foundedYear year in which it was founded
 */
public record AccountProfile(
    @Nullable @Size(max = 500) @Text(TextFormat.URL) String website,
    @Size(max = 20) List<@Size(max = 253) @Text(TextFormat.DOMAIN) String> domains,
    @Nullable @Size(max = 40) @Text(TextFormat.PHONE) String phone,
    @Nullable Integer employees,
    @Nullable Money annualRevenue,
    @Nullable Integer foundedYear) {

  /** Copies the lists. */
  public AccountProfile {
    domains = List.copyOf(domains);
  }
}
