package io.crmkit.cache;

import io.crmkit.record.Encrypted;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Input that somebody has not finished. Changes are no events: it is nobody else's business yet.
 *
 * @param type what it will become, such as {@code ticket_draft}
 * @param key which one of the type
 * @param data the input, as JSON
 * @param expiresAt when it is thrown away; 30 days after it was last saved unless given
 * @param ownerId whose it is; the actor unless given
 */
@RecordType(value = "draft", logged = false, unique = "type,key,ownerId")
public record Draft(
    @NotBlank @Size(max = 40) String type,
    @NotBlank @Size(max = 120) String key,
    @Encrypted @Size(max = 262_144) @Text(TextFormat.JSON) String data,
    @Indexed @Nullable Instant expiresAt,
    @Owner @Nullable @RefersTo("user") Id<?> ownerId) {
  /** Returns this draft with another end. */
  Draft until(Instant end) {
    return new Draft(type, key, data, end, ownerId);
  }
}
