package io.crmkit.file;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a CRM keeps files. Immutable.
 *
 * @since 0.1
 */
public final class FileConfig {
  private final FileStore store;
  private final FilePolicy policy;
  private final @Nullable VirusScanner scanner;
  private final @Nullable Long quota;
  private final Duration uploadLife;
  private final Thumbnails thumbnails;

  private FileConfig(Builder builder, FileStore store, Thumbnails thumbnails) {
    this.store = store;
    this.policy = builder.policy;
    this.scanner = builder.scanner;
    this.quota = builder.quota;
    this.uploadLife = builder.uploadLife;
    this.thumbnails = thumbnails;
  }

  /** Starts with the defaults, which lack a store. */
  public static Builder builder() {
    return new Builder();
  }

  FileStore store() {
    return store;
  }

  FilePolicy policy() {
    return policy;
  }

  @Nullable VirusScanner scanner() {
    return scanner;
  }

  @Nullable Long quota() {
    return quota;
  }

  Duration uploadLife() {
    return uploadLife;
  }

  Thumbnails thumbnails() {
    return thumbnails;
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private static final long MOST_PIXELS = 50_000_000;

    private @Nullable FileStore store;
    private FilePolicy policy = FilePolicy.builder().build();
    private @Nullable VirusScanner scanner;
    private @Nullable Long quota;
    private Duration uploadLife = Duration.ofHours(1);
    private int thumbnailSide = 256;

    private Builder() {}

    /**
     * Sets where bytes are kept. Required. The CRM closes it, and removes from it what no row of
     * its own points to: a store belongs to one CRM.
     */
    public Builder store(FileStore where) {
      this.store = where;
      return this;
    }

    /** Sets what is taken in. Default: the defaults of {@link FilePolicy}. */
    public Builder policy(FilePolicy taken) {
      this.policy = taken;
      return this;
    }

    /** Sets what looks for viruses before anybody reads a file. Default: nothing does. */
    public Builder scanner(@Nullable VirusScanner looking) {
      this.scanner = looking;
      return this;
    }

    /** Sets the bytes that the files of one organization may have together. Default: no bound. */
    public Builder quota(long bytes) {
      this.quota = bytes;
      return this;
    }

    /** Sets how long the address of an upload works. Default: 1 hour. */
    public Builder uploadLife(Duration life) {
      this.uploadLife = life;
      return this;
    }

    /** Sets the pixels of the longer side of thumbnails, up to 2,048. Default: 256. */
    public Builder thumbnailSide(int pixels) {
      this.thumbnailSide = pixels;
      return this;
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException naming every wrong key
     */
    public FileConfig build() {
      List<String> wrong = new ArrayList<>();
      if (store == null) {
        wrong.add("store is missing");
      }
      if (quota != null && quota < 1) {
        wrong.add("quota is less than 1 byte");
      }
      if (uploadLife.toMillis() < 1) {
        wrong.add("uploadLife is not positive");
      }
      Thumbnails thumbnails = null;
      try {
        thumbnails = Thumbnails.of(thumbnailSide, MOST_PIXELS);
      } catch (IllegalArgumentException e) {
        wrong.add("thumbnailSide is none from 1 to 2,048");
      }
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("files: " + String.join("; ", wrong));
      }
      return new FileConfig(
          this, Objects.requireNonNull(store), Objects.requireNonNull(thumbnails));
    }
  }
}
