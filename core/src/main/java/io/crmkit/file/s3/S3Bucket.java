package io.crmkit.file.s3;

import io.crmkit.error.NotFoundException;
import io.crmkit.error.UnavailableException;
import io.crmkit.file.FileKey;
import io.crmkit.file.StoredFile;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The requests to a bucket; failures become those of a file store. Thread-safe. */
final class S3Bucket {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);
  private static final int NOT_FOUND = 404;
  private static final int BAD_RANGE = 416;

  private final S3Config config;
  private final S3Client client;

  S3Bucket(S3Config config) {
    this.config = config;
    this.client = client(config);
  }

  private static S3Client client(S3Config config) {
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(config.region()))
            .forcePathStyle(config.isPathStyle())
            // many servers do not know the newer checksums; each part carries its MD5 instead
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .httpClient(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(config.connectTimeout())
                    .socketTimeout(config.answerTimeout())
                    .build())
            .overrideConfiguration(
                override ->
                    override
                        .apiCallAttemptTimeout(config.answerTimeout())
                        .retryStrategy(retry -> retry.maxAttempts(config.attempts())));
    String accessKey = config.accessKey();
    String secretKey = config.secretKey();
    builder.credentialsProvider(
        accessKey == null || secretKey == null
            ? DefaultCredentialsProvider.builder().build()
            : StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKey, secretKey)));
    URI endpoint = config.endpoint();
    return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
  }

  String name() {
    return config.bucket();
  }

  private String path(FileKey key) {
    return config.folder() + key;
  }

  <R> R ask(Function<S3Client, R> request) {
    try {
      return request.apply(client);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  private static UnavailableException unavailable(SdkException cause) {
    String why =
        cause instanceof S3Exception answer
            ? "refused: status " + answer.statusCode() + ", request " + answer.requestId()
            : "did not answer";
    return new UnavailableException(
        "FILE_STORE_UNAVAILABLE", "the bucket of files " + why, RETRY_AFTER, cause);
  }

  static String md5(byte[] bytes, int count) {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      digest.update(ByteBuffer.wrap(bytes, 0, count));
      return Base64.getEncoder().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  void put(FileKey key, byte[] bytes, int count) {
    ask(
        s3 ->
            s3.putObject(
                request -> request.bucket(name()).key(path(key)).contentMD5(md5(bytes, count)),
                S3Upload.body(bytes, count)));
  }

  S3Upload begin(FileKey key) {
    String id =
        ask(
            s3 ->
                s3.createMultipartUpload(request -> request.bucket(name()).key(path(key)))
                    .uploadId());
    return new S3Upload(this, path(key), id);
  }

  InputStream open(FileKey key, long offset, long length) {
    GetObjectRequest.Builder request = GetObjectRequest.builder().bucket(name()).key(path(key));
    if (offset > 0 || length < Long.MAX_VALUE) {
      boolean isOpenEnded = length > Long.MAX_VALUE - offset;
      request.range("bytes=" + offset + "-" + (isOpenEnded ? "" : offset + length - 1));
    }
    try {
      return new S3Content(client.getObject(request.build()));
    } catch (S3Exception e) {
      if (e.statusCode() == BAD_RANGE) {
        return InputStream.nullInputStream();
      }
      if (isAbsent(e)) {
        throw new NotFoundException("file", key);
      }
      throw unavailable(e);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  Optional<StoredFile> find(FileKey key) {
    try {
      HeadObjectResponse head = client.headObject(request -> request.bucket(name()).key(path(key)));
      return Optional.of(new StoredFile(key, head.contentLength(), head.lastModified()));
    } catch (S3Exception e) {
      if (isAbsent(e)) {
        return Optional.empty();
      }
      throw unavailable(e);
    } catch (SdkException e) {
      throw unavailable(e);
    }
  }

  /**
   * Returns whether it is the file that is missing, not its bucket: the answer to HEAD has no body
   * that could tell.
   */
  private boolean isAbsent(S3Exception failure) {
    if (failure.statusCode() != NOT_FOUND) {
      return false;
    }
    ask(s3 -> s3.headBucket(request -> request.bucket(name())));
    return true;
  }

  void require(FileKey key) {
    if (find(key).isEmpty()) {
      throw new NotFoundException("file", key);
    }
  }

  void delete(FileKey key) {
    ask(s3 -> s3.deleteObject(request -> request.bucket(name()).key(path(key))));
  }

  /** Returns up to so many files, from several requests if others have keys in between. */
  List<StoredFile> list(String prefix, @Nullable String after, int limit) {
    List<StoredFile> found = new ArrayList<>();
    String from = after == null ? null : config.folder() + after;
    boolean isMore = true;
    while (isMore && found.size() < limit) {
      String start = from;
      int wanted = Math.min(1_000, limit - found.size());
      ListObjectsV2Response page =
          ask(
              s3 ->
                  s3.listObjectsV2(
                      request ->
                          request
                              .bucket(name())
                              .prefix(config.folder() + prefix)
                              .startAfter(start)
                              .maxKeys(wanted)));
      for (S3Object each : page.contents()) {
        from = each.key();
        String key = each.key().substring(config.folder().length());
        if (FileKey.isKey(key)) {
          found.add(new StoredFile(new FileKey(key), each.size(), each.lastModified()));
        }
      }
      isMore = page.isTruncated() && !page.contents().isEmpty();
    }
    return found;
  }

  int abortUploads(Instant until) {
    int aborted = 0;
    String key = null;
    String id = null;
    boolean isMore = true;
    while (isMore) {
      String keyMarker = key;
      String idMarker = id;
      ListMultipartUploadsResponse page =
          ask(
              s3 ->
                  s3.listMultipartUploads(
                      request ->
                          request
                              .bucket(name())
                              .prefix(config.folder())
                              .keyMarker(keyMarker)
                              .uploadIdMarker(idMarker)));
      for (MultipartUpload each : page.uploads()) {
        if (each.initiated().isBefore(until)) {
          new S3Upload(this, each.key(), each.uploadId()).abort();
          aborted++;
        }
      }
      key = page.nextKeyMarker();
      id = page.nextUploadIdMarker();
      isMore = Boolean.TRUE.equals(page.isTruncated()) && key != null;
    }
    return aborted;
  }

  void close() {
    client.close();
  }

  @Override
  public String toString() {
    return config.toString();
  }
}
