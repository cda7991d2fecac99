package io.crmkit.file;

import io.crmkit.record.AttachedTo;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Owner;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A titled file on any record.
 *
 * @param title what it is called
 * @param kind what it is
 * @param revision raised with each new file
 * @param status how far it is
 * @param fileId its bytes
 * @param previousId the revision before; null for the first
 * @param relatedTo the record that it hangs on
 * @param expiresOn until when it holds
 * @param ownerId who is responsible
 */
@RecordType(value = "document", soft = true)
public record Document(
    @NotBlank @Searchable @Size(max = 200) String title,
    @Default("OTHER") DocumentKind kind,
    @Default("1") @Min(1) int revision,
    @Default("DRAFT") DocumentStatus status,
    Id<FileObject> fileId,
    @Managed @Nullable Id<Document> previousId,
    @Indexed @AttachedTo @Nullable Ref relatedTo,
    @Indexed @Nullable LocalDate expiresOn,
    @Owner @Nullable @RefersTo("user") Id<?> ownerId) {

  /** Returns this document as its next revision. */
  Document revised(int next, @Nullable Id<Document> previous) {
    return new Document(title, kind, next, status, fileId, previous, relatedTo, expiresOn, ownerId);
  }

  /** Returns this document as it is kept behind its next revision. */
  Document archived() {
    return new Document(
        title,
        kind,
        revision,
        DocumentStatus.ARCHIVED,
        fileId,
        previousId,
        relatedTo,
        expiresOn,
        ownerId);
  }
}
