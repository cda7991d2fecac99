package io.crmkit.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.EventListener;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sends one try over the wire and reads what comes back. Thread-safe. */
final class Transport {
  private static final int CHUNK = 8_192;
  private static final int MOST_REDIRECTS = 5;
  private static final int LARGEST_FAILURE = 1024 * 1024;

  private final ProviderConfig config;
  private final HttpUrl base;
  private final OkHttpClient client;
  private volatile boolean isClosed;

  Transport(ProviderConfig config) {
    this.config = config;
    this.base = HttpUrl.get(config.baseUrl);
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(config.connectTimeout)
            .readTimeout(config.readTimeout)
            .writeTimeout(config.writeTimeout)
            .callTimeout(config.callTimeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .retryOnConnectionFailure(false)
            .connectionPool(new ConnectionPool(config.maxConcurrent, 1, TimeUnit.MINUTES))
            .eventListener(new SendingListener())
            .build();
  }

  /** One try: what it is about, and how far it came. Used by one thread. */
  static final class Try {
    final ProviderRequest request;
    final Map<String, String> credentials;
    final @Nullable OutputStream sink;

    /** Whether anything of it may have reached the provider. */
    volatile boolean isSent;

    /** Whether a part of the answer has gone to the sink, so that it cannot begin anew. */
    boolean isPoured;

    Try(ProviderRequest request, Map<String, String> credentials, @Nullable OutputStream sink) {
      this.request = request;
      this.credentials = credentials;
      this.sink = sink;
    }
  }

  /** Marks a try once its first byte is about to leave. */
  private static final class SendingListener extends EventListener {
    @Override
    public void requestHeadersStart(Call call) {
      Try attempt = call.request().tag(Try.class);
      if (attempt != null) {
        attempt.isSent = true;
      }
    }
  }

  /** An answer that is larger than allowed. */
  static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;
    final int status;

    TooLargeException(int status, long most) {
      super("the answer is larger than " + most + " bytes");
      this.status = status;
    }
  }

  /** A link that leads to another place than the provider's. */
  static final class ForeignLinkException extends IOException {
    private static final long serialVersionUID = 1L;

    ForeignLinkException() {
      super("the link leads away from the provider");
    }
  }

  ProviderAnswer send(Try attempt) throws IOException {
    HttpUrl url = url(attempt.request);
    boolean isHome = true;
    for (int redirects = 0; ; redirects++) {
      try (Response response = call(attempt, url, isHome).execute()) {
        HttpUrl next = redirects < MOST_REDIRECTS ? redirect(attempt.request, url, response) : null;
        if (next == null) {
          return read(attempt, response);
        }
        url = next;
        isHome = isHome && isSameOrigin(next);
      }
    }
  }

  private Call call(Try attempt, HttpUrl url, boolean isHome) {
    ProviderRequest request = attempt.request;
    Request.Builder builder =
        new Request.Builder()
            .url(url)
            .tag(Try.class, attempt)
            .header("User-Agent", config.userAgent);
    if (isHome) { // neither credentials nor keys of a kind that only the provider knows go
      // elsewhere
      request.headers().forEach(builder::header);
      attempt.credentials.forEach(
          (name, value) -> builder.header(name, Names.checkedValue(name, value)));
    }
    Call call = client.newCall(builder.method(request.method(), request.content()).build());
    if (request.callTimeout() != null) {
      call.timeout().timeout(request.callTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }
    return call;
  }

  private HttpUrl url(ProviderRequest request) throws ForeignLinkException {
    HttpUrl.Builder url;
    if (request.segments().isEmpty()) {
      HttpUrl link = HttpUrl.parse(request.target());
      if (link == null || !isSameOrigin(link) || !link.username().isEmpty()) {
        throw new ForeignLinkException();
      }
      url = link.newBuilder();
    } else {
      url = base.newBuilder();
      request.segments().forEach(url::addPathSegment);
    }
    request
        .query()
        .forEach((name, values) -> values.forEach(value -> url.addQueryParameter(name, value)));
    return url.build();
  }

  private boolean isSameOrigin(HttpUrl url) {
    return url.scheme().equals(base.scheme())
        && url.host().equals(base.host())
        && url.port() == base.port();
  }

  /** Returns where a read goes on, or null if the answer stands as it is. */
  private @Nullable HttpUrl redirect(ProviderRequest request, HttpUrl from, Response response) {
    String location = response.header("Location");
    boolean isRedirect =
        switch (response.code()) {
          case 301, 302, 303, 307, 308 -> location != null;
          default -> false;
        };
    if (!isRedirect || !request.method().equals("GET") || request.accepts(response.code())) {
      return null;
    }
    HttpUrl to = location == null ? null : from.resolve(location);
    if (to == null) {
      return null;
    }
    boolean isSafe = to.isHttps() || !from.isHttps();
    boolean isKnown = config.redirectHosts.contains(to.host());
    return isSameOrigin(to) || (isSafe && isKnown) ? to : null;
  }

  private ProviderAnswer read(Try attempt, Response response) throws IOException {
    ProviderRequest request = attempt.request;
    Long ofRequest = request.maxAnswerBytes();
    long most = ofRequest == null ? config.maxAnswerBytes : ofRequest;
    OutputStream sink = response.isSuccessful() ? attempt.sink : null;
    ByteArrayOutputStream kept = new ByteArrayOutputStream();
    if (attempt.sink != null && sink == null) {
      most = Math.min(most, LARGEST_FAILURE); // the limit was meant for what goes to the sink
    }
    pour(attempt, response, sink == null ? kept : sink, sink != null, most);
    return new ProviderAnswer(
        config.provider,
        !request.isRead(),
        response.code(),
        byName(response.headers()),
        config.requestIdHeader == null ? null : response.header(config.requestIdHeader),
        kept.toByteArray());
  }

  private static void pour(
      Try attempt, Response response, OutputStream target, boolean isSink, long most)
      throws IOException {
    if (response.body().contentLength() > most) {
      throw new TooLargeException(response.code(), most);
    }
    try (InputStream in = response.body().byteStream()) {
      byte[] chunk = new byte[CHUNK];
      long total = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        total += read;
        if (total > most) {
          throw new TooLargeException(response.code(), most);
        }
        attempt.isPoured |= isSink;
        write(target, chunk, read);
      }
    }
  }

  /** What fails here is ours, and must not be taken for a failure of the provider. */
  private static void write(OutputStream target, byte[] chunk, int length) {
    try {
      target.write(chunk, 0, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<String>> byName(Headers headers) {
    Map<String, List<String>> map = new TreeMap<>();
    headers.toMultimap().forEach((name, values) -> map.put(Names.lower(name), List.copyOf(values)));
    return java.util.Collections.unmodifiableMap(map);
  }

  /** Tells a time limit from an interruption, which look alike. */
  static boolean isTimeout(IOException e) {
    return e instanceof InterruptedIOException && !Thread.currentThread().isInterrupted();
  }

  boolean isClosed() {
    return isClosed;
  }

  void close() {
    isClosed = true;
    client.dispatcher().cancelAll();
    client.connectionPool().evictAll();
  }
}
