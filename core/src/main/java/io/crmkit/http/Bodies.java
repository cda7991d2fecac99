package io.crmkit.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** Bodies to send. */
final class Bodies {
  private static final int CHUNK = 8_192;

  /** What a POST sends that has nothing to say. */
  static final RequestBody EMPTY = sentOnce(RequestBody.create(new byte[0]));

  private Bodies() {}

  static RequestBody of(String contentType, byte[] bytes) {
    return RequestBody.create(bytes, MediaType.get(contentType));
  }

  static RequestBody of(String contentType, long length, Supplier<InputStream> content) {
    MediaType type = MediaType.get(contentType);
    return new RequestBody() {
      @Override
      public MediaType contentType() {
        return type;
      }

      @Override
      public long contentLength() {
        return length;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        try (InputStream in = content.get()) {
          byte[] chunk = new byte[CHUNK];
          for (int read = read(in, chunk); read >= 0; read = read(in, chunk)) {
            sink.write(chunk, 0, read);
          }
        }
      }
    };
  }

  /** What fails here is ours, and must not be taken for a failure of the provider. */
  private static int read(InputStream in, byte[] chunk) {
    try {
      return in.read(chunk);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps OkHttp from sending a body again by itself: whether that does no harm is known here. */
  static RequestBody sentOnce(RequestBody body) {
    return new RequestBody() {
      @Override
      public @Nullable MediaType contentType() {
        return body.contentType();
      }

      @Override
      public long contentLength() throws IOException {
        return body.contentLength();
      }

      @Override
      public boolean isOneShot() {
        return true;
      }

      @Override
      public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
      }
    };
  }
}
