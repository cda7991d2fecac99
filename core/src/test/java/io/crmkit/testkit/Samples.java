package io.crmkit.testkit;

import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Money;
import io.crmkit.record.NaturalKey;
import io.crmkit.record.PartOf;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Scale;
import io.crmkit.record.Schema;
import io.crmkit.record.Searchable;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Unique;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Record types that, between them, declare everything that a storage has to keep. */
public final class Samples {
  /** The type with a field of every kind; soft. */
  public static final Declaration<Venue> VENUE = Declaration.of(Venue.class);

  /** A part of a venue. */
  public static final Declaration<Hall> HALL = Declaration.of(Hall.class);

  /** What venues refer to; soft. */
  public static final Declaration<Patron> PATRON = Declaration.of(Patron.class);

  /** A platform type. */
  public static final Declaration<Curator> CURATOR = Declaration.of(Curator.class);

  /** All of them. */
  public static final Schema SCHEMA = new Schema(List.of(PATRON, VENUE, HALL, CURATOR));

  private Samples() {}

  /** A size; the names' own order is not the declared one. */
  public enum Level {
    /** The least. */
    SMALL,
    /** Between the others. */
    MEDIUM,
    /** The greatest. */
    LARGE
  }

  /** A place for events. Some names are words of SQL, on purpose. */
  @RecordType(
      value = "venue",
      soft = true,
      unique = "contact.city,level",
      indexes = "level,visitors")
  public record Venue(
      @Size(max = 200) @Searchable @Indexed @NaturalKey String name,
      @Size(max = 80) @Text(TextFormat.SLUG) @Unique @Nullable String slug,
      @Indexed @Nullable Level level,
      boolean open,
      int order,
      @Indexed @Nullable Long visitors,
      @Scale(4) @Nullable BigDecimal rating,
      @Indexed @Nullable Money fee,
      @Indexed @Nullable Id<Patron> patronId,
      @Indexed @RefersTo({"patron", "venue"}) @Nullable Ref source,
      @Indexed List<@Size(max = 50) String> tags,
      @Indexed List<Id<Patron>> friends,
      @Indexed List<Level> levels,
      Times times,
      @Nullable Contact contact) {}

  /** When and where. */
  public record Times(
      @Indexed @Nullable Instant opensAt,
      @Nullable LocalDate foundedOn,
      @Nullable Duration visit,
      @Nullable ZoneId zone,
      @Nullable Locale language,
      @Nullable Currency currency) {}

  /** Texts of every form. */
  public record Contact(
      @Size(max = 254) @Text(TextFormat.EMAIL) @Searchable @Nullable String email,
      @Size(max = 40) @Text(TextFormat.PHONE) @Nullable String phone,
      @Size(max = 2000) @Text(TextFormat.URL) @Nullable String url,
      @Size(max = 253) @Text(TextFormat.DOMAIN) @Nullable String domain,
      @Size(max = 64) @Text(TextFormat.HASH) @Nullable String hash,
      @Size(max = 100) @Text(TextFormat.CRON) @Nullable String cron,
      @Text(TextFormat.JSON) @Nullable String json,
      @Size(max = 100) @Nullable String city,
      @Nullable String story) {}

  /** A part of a venue, deleted for good. */
  @PartOf(Venue.class)
  @RecordType(value = "venue-hall", unique = "venueId,name")
  public record Hall(
      @Indexed Id<Venue> venueId, @Size(max = 100) String name, @Nullable Integer seats) {}

  /** Somebody whom venues refer to. */
  @RecordType(value = "patron", soft = true)
  public record Patron(
      @Size(max = 100) @Searchable String name,
      @Size(max = 254) @Text(TextFormat.EMAIL) @Unique @Nullable String email,
      @Indexed @Nullable Integer age,
      @Indexed @Nullable Id<Patron> guideId) {}

  /** Somebody outside of all organizations. */
  @RecordType(value = "curator", platform = true)
  public record Curator(
      @Size(max = 100) String name,
      @Size(max = 254) @Text(TextFormat.EMAIL) @Unique @Nullable String email) {}
}
