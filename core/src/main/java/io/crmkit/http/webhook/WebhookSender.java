package io.crmkit.http.webhook;

import io.crmkit.error.InvalidValueException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.ConnectionPool;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Sends signed messages to addresses that customers chose. Every address is judged as it is
 * written, and once more as its name resolves at the moment of the connection; a redirection is a
 * failure, and no proxy of the environment stands between. Thread-safe.
 */
final class WebhookSender implements AutoCloseable {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final int HEAD_BYTES = 4 * WebhookDelivery.LONGEST_ANSWER;
  private static final Duration LONGEST_REST = Duration.ofDays(1);
  private static final int MOST_IDLE = 32;

  private final WebhookConfig config;
  private final Clock clock;
  private final OkHttpClient client;

  WebhookSender(WebhookConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.client =
        new OkHttpClient.Builder()
            .connectTimeout(config.connectTimeout)
            .readTimeout(config.readTimeout)
            .writeTimeout(config.readTimeout)
            .callTimeout(config.callTimeout)
            .followRedirects(false)
            .followSslRedirects(false)
            .proxy(Proxy.NO_PROXY)
            .dns(new GuardedDns(config))
            .connectionPool(new ConnectionPool(MOST_IDLE, 1, TimeUnit.MINUTES))
            .build();
  }

  /** Asks for addresses and refuses a name if one of them is out of bounds. */
  private record GuardedDns(WebhookConfig config) implements Dns {
    @Override
    public List<InetAddress> lookup(String host) throws UnknownHostException {
      List<InetAddress> addresses = config.resolver.resolve(host);
      for (InetAddress address : addresses) {
        try {
          config.guard.checkResolved(address);
        } catch (InvalidValueException e) {
          throw new RefusedAddressException();
        }
      }
      return addresses;
    }
  }

  /** An address that must not be called. */
  private static final class RefusedAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1L;
  }

  /** Sends one message; whatever goes wrong is told in the answer. */
  WebhookAnswer send(String address, List<String> secrets, String messageId, byte[] body) {
    long since = System.nanoTime();
    HttpUrl url = HttpUrl.parse(address);
    if (url == null || secrets.isEmpty()) {
      return failed(url == null ? "INVALID_URL" : "NO_SECRET", since);
    }
    try {
      config.guard.checkUrl(url.uri()); // as it will be called, however it was written
    } catch (InvalidValueException e) {
      return failed(e.errors().get(0).code(), since);
    }
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("User-Agent", "CrmKit-Webhooks")
            .header("Accept-Encoding", "identity") // what is packed could unpack to anything
            .post(RequestBody.create(body, JSON));
    StandardWebhookSigner.of(secrets)
        .headers(messageId, clock.instant(), body)
        .forEach(request::header);
    try (Response response = client.newCall(request.build()).execute()) {
      return answered(response, since);
    } catch (IOException e) {
      return failed(word(e), since);
    }
  }

  private WebhookAnswer answered(Response response, long since) {
    String head = response.isSuccessful() ? null : head(response);
    return new WebhookAnswer(
        response.isSuccessful(),
        response.code(),
        passed(since),
        head,
        response.isSuccessful() ? null : retryAfter(response.header("Retry-After")));
  }

  private static WebhookAnswer failed(String why, long since) {
    return new WebhookAnswer(false, null, passed(since), why, null);
  }

  private static Duration passed(long since) {
    return Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
  }

  /** Names what failed; the messages of exceptions may tell addresses of inside. */
  private static String word(IOException e) {
    if (e instanceof RefusedAddressException) {
      return "ADDRESS_NOT_ALLOWED";
    }
    if (e instanceof UnknownHostException) {
      return "UNKNOWN_HOST";
    }
    if (e instanceof InterruptedIOException) {
      return "TIMEOUT";
    }
    return e instanceof SSLException ? "TLS_FAILED" : "CONNECTION_FAILED";
  }

  private static @Nullable String head(Response response) {
    byte[] head;
    try {
      InputStream in = response.body().byteStream();
      head = in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      return null; // the status counts
    }
    String text =
        new String(head, StandardCharsets.UTF_8).replaceAll("[\\p{Cc}\\p{Cf}]+", " ").strip();
    int end = Math.min(text.length(), WebhookDelivery.LONGEST_ANSWER);
    boolean isCut = end > 0 && Character.isHighSurrogate(text.charAt(end - 1));
    String cut = text.substring(0, isCut ? end - 1 : end);
    return cut.isBlank() ? null : cut;
  }

  private @Nullable Duration retryAfter(@Nullable String header) {
    if (header == null) {
      return null;
    }
    Duration rest;
    if (header.matches("[0-9]{1,9}")) {
      rest = Duration.ofSeconds(Long.parseLong(header));
    } else {
      try {
        Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(header, Instant::from);
        rest = Duration.between(clock.instant(), until);
      } catch (DateTimeException e) {
        return null;
      }
    }
    if (rest.isNegative()) {
      return null;
    }
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
  }
}
