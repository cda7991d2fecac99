package io.crmkit.server;

import io.crmkit.engine.KeyRing;
import io.crmkit.file.FileConfig;
import io.crmkit.file.FilePolicy;
import io.crmkit.file.FileStore;
import io.crmkit.file.LocalFileStore;
import io.crmkit.file.MemoryFileStore;
import io.crmkit.file.SealedFileStore;
import io.crmkit.file.clamd.ClamdConfig;
import io.crmkit.file.clamd.ClamdScanner;
import io.crmkit.file.s3.S3Config;
import io.crmkit.file.s3.S3FileStore;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where files are kept, how large they may be, alone and together, and who looks for viruses: in a
 * bucket where one is named, else in a folder, or in memory with a storage that is there.
 */
final class FileSettings {
  static final long USUAL_SIZE = 25L << 20;

  private static final long LARGEST_QUOTA = 1L << 50;
  private static final String BUCKET = "S3_BUCKET";
  private static final int CLAMD_PORT = 3310;

  private final Map<String, String> given;
  private final BiConsumer<String, String> faults;
  private final long largest;
  private final @Nullable Long quota;
  private final @Nullable Path folder;
  private final @Nullable S3Config bucket;
  private final @Nullable ClamdConfig clamd;

  /**
   * Reads the settings, and tells what is wrong with which key.
   *
   * @param folder where files are kept unless a bucket is named; null for memory
   */
  FileSettings(
      Map<String, String> given,
      BiConsumer<String, String> faults,
      long largest,
      @Nullable Path folder) {
    this.given = given;
    this.faults = faults;
    this.largest = largest;
    this.quota =
        find("FILE_QUOTA", text -> Settings.size(text, LARGEST_QUOTA), "is no size like 50GiB");
    this.folder = folder;
    this.bucket = bucket();
    this.clamd =
        find("CLAMD_URL", FileSettings::clamd, "is neither tcp://host:port nor unix:/path");
  }

  private <T> @Nullable T find(String key, Function<String, T> read, String message) {
    String text = given.get(key);
    if (text == null) {
      return null;
    }
    try {
      return read.apply(text);
    } catch (IllegalArgumentException e) {
      faults.accept(key, message);
      return null;
    }
  }

  private @Nullable S3Config bucket() {
    S3Config.Builder config = S3Config.builder();
    boolean isRight =
        find(BUCKET, text -> config.bucket(text).build(), "is no name of a bucket") != null;
    if (!given.containsKey(BUCKET)) {
      if (given.keySet().stream().anyMatch(key -> key.startsWith("S3_"))) {
        faults.accept(BUCKET, "is needed too");
      }
      config.bucket("some-bucket"); // to check the others
    }
    find("S3_REGION", config::region, "is no region");
    find(
        "S3_ENDPOINT",
        text -> config.endpoint(URI.create(Settings.url(text))),
        "is no address of http or https");
    find(
        "S3_FOLDER",
        text -> S3Config.builder().bucket("some-bucket").folder(text).build(),
        "does not end with a slash");
    find("S3_PATH_STYLE", text -> config.pathStyle(flag(text)), "is none of true, false");
    String accessKey = given.get("S3_ACCESS_KEY");
    String secretKey = given.get("S3_SECRET_KEY");
    if ((accessKey == null) != (secretKey == null)) {
      faults.accept(accessKey == null ? "S3_ACCESS_KEY" : "S3_SECRET_KEY", "is needed too");
      return null;
    }
    if (accessKey != null && secretKey != null) {
      config.credentials(accessKey, secretKey);
    }
    String prefix = given.get("S3_FOLDER");
    if (prefix != null) {
      config.folder(prefix);
    }
    return isRight ? find(BUCKET, text -> config.build(), "cannot be used so") : null;
  }

  private static boolean flag(String text) {
    if (!List.of("true", "false").contains(text)) {
      throw new IllegalArgumentException();
    }
    return text.equals("true");
  }

  private static ClamdConfig clamd(String text) {
    URI uri = URI.create(text);
    if ("unix".equals(uri.getScheme()) && uri.getPath() != null) {
      return ClamdConfig.builder().socket(Path.of(uri.getPath())).build();
    }
    if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException();
    }
    int port = uri.getPort() < 0 ? CLAMD_PORT : uri.getPort();
    return ClamdConfig.builder().address(uri.getHost(), port).build();
  }

  /**
   * Returns how files are kept, sealed with these keys, and makes the folder if it is not there.
   *
   * @throws io.crmkit.error.UnavailableException if that cannot be made
   */
  FileConfig open(KeyRing keys) {
    FileConfig.Builder config =
        FileConfig.builder()
            .store(new SealedFileStore(store(), keys))
            .policy(FilePolicy.builder().largest(largest).build())
            .scanner(clamd == null ? null : new ClamdScanner(clamd));
    if (quota != null) {
      config.quota(quota);
    }
    return config.build();
  }

  /** Returns the store, for its owner to close. */
  FileStore store() {
    if (bucket != null) {
      return new S3FileStore(bucket);
    }
    return folder == null ? new MemoryFileStore() : new LocalFileStore(folder);
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return (bucket == null ? String.valueOf(folder) : bucket.toString()) + ", " + clamd;
  }
}
