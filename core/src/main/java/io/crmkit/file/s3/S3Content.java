package io.crmkit.file.s3;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * The body of an answer. Checks that it is as long as announced, and closed early, hangs up rather
 * than read the rest.
 */
final class S3Content extends FilterInputStream {
  private final ResponseInputStream<GetObjectResponse> response;
  private long left;

  S3Content(ResponseInputStream<GetObjectResponse> response) {
    super(response);
    this.response = response;
    this.left = response.response().contentLength();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = receive(bytes, offset, length);
    if (count < 0 && left > 0) {
      throw new IOException("the bucket of files hung up " + left + " bytes before the end");
    }
    left -= Math.max(0, count);
    return count;
  }

  private int receive(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (SdkException e) {
      throw new IOException("the bucket of files did not answer", e);
    }
  }

  @Override
  public long skip(long count) throws IOException {
    long skipped = super.skip(count);
    left -= skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    if (left > 0) {
      response.abort();
    }
    super.close();
  }
}
