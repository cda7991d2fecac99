package io.crmkit.file.s3;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bucket, and how to reach it. Immutable.
 *
 * @since 0.1
 */
public final class S3Config {
  private static final int SMALLEST_PART = 5 << 20;
  private static final int LARGEST_PART = 512 << 20;
  private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
  private static final Pattern FOLDER = Pattern.compile("(?:[A-Za-z0-9_-]+/)*");

  private final String bucket;
  private final String region;
  private final @Nullable URI endpoint;
  private final @Nullable String accessKey;
  private final @Nullable String secretKey;
  private final boolean isPathStyle;
  private final String folder;
  private final int partSize;
  private final Duration connectTimeout;
  private final Duration answerTimeout;
  private final int attempts;

  private S3Config(Builder builder) {
    this.bucket = builder.bucket;
    this.region = builder.region;
    this.endpoint = builder.endpoint;
    this.accessKey = builder.accessKey;
    this.secretKey = builder.secretKey;
    this.isPathStyle = builder.isPathStyle;
    this.folder = builder.folder;
    this.partSize = builder.partSize;
    this.connectTimeout = builder.connectTimeout;
    this.answerTimeout = builder.answerTimeout;
    this.attempts = builder.attempts;
  }

  /** Starts with the defaults, which lack a bucket. */
  public static Builder builder() {
    return new Builder();
  }

  String bucket() {
    return bucket;
  }

  String region() {
    return region;
  }

  @Nullable URI endpoint() {
    return endpoint;
  }

  @Nullable String accessKey() {
    return accessKey;
  }

  @Nullable String secretKey() {
    return secretKey;
  }

  boolean isPathStyle() {
    return isPathStyle;
  }

  String folder() {
    return folder;
  }

  int partSize() {
    return partSize;
  }

  Duration connectTimeout() {
    return connectTimeout;
  }

  Duration answerTimeout() {
    return answerTimeout;
  }

  int attempts() {
    return attempts;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "S3Config["
        + (endpoint == null ? region : endpoint)
        + ", "
        + bucket
        + "/"
        + folder
        + "]";
  }

  /** Collects settings. Not thread-safe. */
  public static final class Builder {
    private String bucket = "";
    private String region = "us-east-1";
    private @Nullable URI endpoint;
    private @Nullable String accessKey;
    private @Nullable String secretKey;
    private boolean isPathStyle;
    private String folder = "";
    private int partSize = 8 << 20;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration answerTimeout = Duration.ofSeconds(30);
    private int attempts = 3;

    private Builder() {}

    /** Sets the bucket, which must exist. Required. */
    public Builder bucket(String bucket) {
      this.bucket = bucket;
      return this;
    }

    /** Sets the region. Default: {@code us-east-1}, which servers other than Amazon's ignore. */
    public Builder region(String region) {
      this.region = region;
      return this;
    }

    /** Sets the address of a server other than Amazon's. Default: Amazon's for the region. */
    public Builder endpoint(URI endpoint) {
      this.endpoint = endpoint;
      return this;
    }

    /**
     * Sets the key to sign with. Default: what the AWS SDK finds in the environment of the process.
     */
    public Builder credentials(String accessKey, String secretKey) {
      this.accessKey = accessKey;
      this.secretKey = secretKey;
      return this;
    }

    /**
     * Sets whether the bucket stands in the path of the address rather than in front of its host,
     * as most servers other than Amazon's ask for. Default: false.
     */
    public Builder pathStyle(boolean isPathStyle) {
      this.isPathStyle = isPathStyle;
      return this;
    }

    /** Sets what all keys begin with in the bucket, ending with a slash. Default: nothing. */
    public Builder folder(String folder) {
      this.folder = folder;
      return this;
    }

    /**
     * Sets the bytes of one part of an upload, from 5 MiB to 512 MiB: the memory that each running
     * write takes. A file has at most 10,000 parts. Default: 8 MiB.
     */
    public Builder partSize(int bytes) {
      this.partSize = bytes;
      return this;
    }

    /** Sets the longest wait for a connection. Default: 5 seconds. */
    public Builder connectTimeout(Duration timeout) {
      this.connectTimeout = timeout;
      return this;
    }

    /**
     * Sets the longest that one attempt of a request may take until its answer begins, the sending
     * of one part included, and the longest silence while a file is read. Default: 30 seconds.
     */
    public Builder answerTimeout(Duration timeout) {
      this.answerTimeout = timeout;
      return this;
    }

    /**
     * Sets how often a request is tried before it counts as not answered, from 1 to 10. A
     * connection that the server closed while it was idle takes one of them. Default: 3.
     */
    public Builder attempts(int attempts) {
      this.attempts = attempts;
      return this;
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException naming every wrong key
     */
    public S3Config build() {
      List<String> wrong = new ArrayList<>();
      check(wrong, BUCKET.matcher(bucket).matches(), "bucket is no name of a bucket");
      check(wrong, !region.isBlank(), "region is empty");
      check(wrong, FOLDER.matcher(folder).matches(), "folder does not end with a slash");
      check(wrong, endpoint == null || endpoint.getHost() != null, "endpoint has no host");
      check(wrong, isBlank(accessKey) == isBlank(secretKey), "credentials lack one half");
      check(wrong, !isZero(connectTimeout), "connectTimeout is not positive");
      check(wrong, !isZero(answerTimeout), "answerTimeout is not positive");
      check(wrong, attempts >= 1 && attempts <= 10, "attempts is none from 1 to 10");
      check(
          wrong,
          partSize >= SMALLEST_PART && partSize <= LARGEST_PART,
          "partSize is none from 5 MiB to 512 MiB");
      if (!wrong.isEmpty()) {
        throw new IllegalArgumentException("S3: " + String.join("; ", wrong));
      }
      return new S3Config(this);
    }

    private static void check(List<String> wrong, boolean isRight, String message) {
      if (!isRight) {
        wrong.add(message);
      }
    }

    private static boolean isBlank(@Nullable String text) {
      return text == null || text.isBlank();
    }

    private static boolean isZero(Duration time) {
      return time.isNegative() || time.isZero();
    }
  }
}
