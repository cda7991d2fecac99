package example.venue;

import io.crmkit.identity.User;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Money;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.Searchable;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An embedder's own type, with a field of every kind that lists compare. */
@RecordType(value = "venue", soft = true)
public record Venue(
    @NotBlank @Size(max = 200) @Searchable String name,
    @PositiveOrZero @Indexed int capacity,
    @Nullable @Unique @Size(max = 40) String code,
    @Nullable Money rent,
    @Nullable @Indexed LocalDate opensOn,
    @Nullable Instant soldOutAt,
    @Nullable Kind kind,
    @Nullable Place place,
    @Size(max = 5) List<@Size(max = 20) String> tags,
    @Nullable @Indexed Id<Venue> annexOf,
    @Nullable @Owner Id<User> ownerId,
    @Default("true") boolean isOpen,
    @Managed @Default("0") int roomCount) {

  /** What it is for. */
  public enum Kind {
    STAGE,
    CINEMA,
    OPEN_AIR
  }

  /** Where it is. */
  public record Place(
      @Nullable @Size(max = 100) String city, @Nullable @Size(max = 20) String code) {}
}
