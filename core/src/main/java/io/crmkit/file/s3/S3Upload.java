package io.crmkit.file.s3;

import io.crmkit.error.UnavailableException;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** A file that is sent part by part. Used by one thread. */
final class S3Upload {
  private final S3Bucket bucket;
  private final String name;
  private final String id;
  private final List<CompletedPart> parts = new ArrayList<>();

  S3Upload(S3Bucket bucket, String name, String id) {
    this.bucket = bucket;
    this.name = name;
    this.id = id;
  }

  void add(int number, byte[] bytes, int count) {
    String etag =
        bucket.ask(
            (S3Client client) ->
                client
                    .uploadPart(
                        request ->
                            request
                                .bucket(bucket.name())
                                .key(name)
                                .uploadId(id)
                                .partNumber(number)
                                .contentMD5(S3Bucket.md5(bytes, count)),
                        body(bytes, count))
                    .eTag());
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
  }

  /** A body that can be sent again when a request is tried again. */
  static RequestBody body(byte[] bytes, int count) {
    return RequestBody.fromInputStream(new ByteArrayInputStream(bytes, 0, count), count);
  }

  void complete() {
    bucket.ask(
        client ->
            client.completeMultipartUpload(
                request ->
                    request
                        .bucket(bucket.name())
                        .key(name)
                        .uploadId(id)
                        .multipartUpload(list -> list.parts(parts))));
  }

  void abort() {
    try {
      bucket.ask(
          client ->
              client.abortMultipartUpload(
                  request -> request.bucket(bucket.name()).key(name).uploadId(id)));
    } catch (UnavailableException e) {
      // the failure that led here is on its way to the caller; what stays is swept later
    }
  }
}
