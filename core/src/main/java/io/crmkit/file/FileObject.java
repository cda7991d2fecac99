package io.crmkit.file;

import io.crmkit.record.AttachedTo;
import io.crmkit.record.Default;
import io.crmkit.record.Id;
import io.crmkit.record.Indexed;
import io.crmkit.record.Managed;
import io.crmkit.record.Owner;
import io.crmkit.record.Personal;
import io.crmkit.record.PrivacyPolicy;
import io.crmkit.record.RecordType;
import io.crmkit.record.Ref;
import io.crmkit.record.RefersTo;
import io.crmkit.record.Searchable;
import io.crmkit.record.Text;
import io.crmkit.record.TextFormat;
import io.crmkit.record.Verb;
import io.crmkit.record.Withheld;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * One stored file or image.
 *
 * @param name without a path
 * @param mediaType what its content is; null until it arrived
 * @param size in bytes
 * @param sha256 digest of its content; null until it arrived
 * @param storageKey where its bytes are kept
 * @param state how it stands
 * @param isPublic whether everybody may read it
 * @param image what is known of it if it is an image
 * @param relatedTo the record that it hangs on, and from whose readers it has its own
 * @param uploadedBy who brought it; null for the system
 */
@RecordType(
    value = "file",
    soft = true,
    verbs = {Verb.READ, Verb.UPDATE, Verb.DELETE})
public record FileObject(
    @NotBlank @Searchable @Personal(PrivacyPolicy.ERASE) @Size(max = 255) String name,
    @Managed @Nullable @Size(max = 120) String mediaType,
    @Managed @Default("0") @PositiveOrZero long size,
    @Indexed @Managed @Nullable @Size(max = 64) @Text(TextFormat.HASH) String sha256,
    @Managed @Nullable @Size(max = 300) @Withheld String storageKey,
    @Managed @Default("AWAITING") FileState state,
    @Default("false") boolean isPublic,
    @Managed @Nullable ImageSize image,
    @Indexed @AttachedTo @Nullable Ref relatedTo,
    @Managed @Nullable @Owner @RefersTo("user") Id<?> uploadedBy) {

  /** Returns this file with its bytes at a place. */
  FileObject arrived(StorageKey at, WrittenFile written, CheckedFile checked, FileState next) {
    PixelSize pixels = checked.image();
    return new FileObject(
        name,
        checked.mediaType(),
        written.size(),
        written.sha256(),
        at.toString(),
        next,
        isPublic,
        pixels == null ? null : new ImageSize(pixels.width(), pixels.height(), null),
        relatedTo,
        uploadedBy);
  }

  /** Returns this file in another state. */
  FileObject in(FileState next) {
    return with(storageKey, next, image, relatedTo);
  }

  /** Returns this file as one that is not taken, whose bytes are nowhere. */
  FileObject refused() {
    return with(null, FileState.REFUSED, image, relatedTo);
  }

  /** Returns this image with its thumbnail at a place. */
  FileObject thumbnail(FileKey at) {
    return image == null
        ? this
        : with(
            storageKey, state, new ImageSize(image.width(), image.height(), at.value()), relatedTo);
  }

  /** Returns this file hanging on a record. */
  FileObject on(Ref record) {
    return with(storageKey, state, image, record);
  }

  FileObject named(String other) {
    return new FileObject(
        other, mediaType, size, sha256, storageKey, state, isPublic, image, relatedTo, uploadedBy);
  }

  private FileObject with(
      @Nullable String key, FileState next, @Nullable ImageSize pixels, @Nullable Ref record) {
    return new FileObject(
        name, mediaType, size, sha256, key, next, isPublic, pixels, record, uploadedBy);
  }
}
