package io.crmkit.testkit.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.HttpUrl;
import okio.Buffer;

/**
 * A provider on a port of this machine, which answers as told and fails as told. Whoever uses it
 * adds {@code com.squareup.okhttp3:mockwebserver3} to the tests. Thread-safe.
 *
 * <pre>{@code
 * provider.otherwise(request -> FakeAnswer.json("{}"));
 * provider.answer(FakeAnswer.tooMany(Duration.ofSeconds(2)));  // to the next call, once
 * provider.damage(FakeAnswer::lost);  // the one after that is done, and its answer lost
 * }</pre>
 *
 * @since 0.1
 */
public final class FakeProvider implements AutoCloseable {
  private final MockWebServer server = new MockWebServer();
  private final Queue<UnaryOperator<Function<FakeRequest, FakeAnswer>>> next =
      new ConcurrentLinkedQueue<>();
  private final List<FakeRequest> requests = new CopyOnWriteArrayList<>();
  private volatile Function<FakeRequest, FakeAnswer> usual =
      request -> FakeAnswer.json(404, "{\"message\":\"no such thing\"}");

  /** Starts on a free port. */
  public FakeProvider() {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest recorded) {
            return respond(recorded);
          }
        });
    try {
      server.start(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the base URL, without a slash at its end. */
  public String url() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** Answers the next calls with these, one each, in the order of arrival. */
  public FakeProvider answer(FakeAnswer... answers) {
    for (FakeAnswer answer : answers) {
      next.add(ignored -> request -> answer);
    }
    return this;
  }

  /** Does what the next call asks as usual, but lets its answer come to harm. */
  public FakeProvider damage(UnaryOperator<FakeAnswer> harm) {
    next.add(done -> request -> harm.apply(done.apply(request)));
    return this;
  }

  /** Answers all calls for which nothing else was told. Default: 404. */
  public FakeProvider otherwise(Function<FakeRequest, FakeAnswer> answer) {
    usual = answer;
    return this;
  }

  /** Returns the calls that came so far, in the order of arrival. */
  public List<FakeRequest> requests() {
    return List.copyOf(requests);
  }

  /** Returns the call that came last. */
  public FakeRequest lastRequest() {
    List<FakeRequest> all = requests();
    if (all.isEmpty()) {
      throw new IllegalStateException("no call has come");
    }
    return all.get(all.size() - 1);
  }

  private MockResponse respond(RecordedRequest recorded) {
    FakeRequest request = request(recorded);
    requests.add(request);
    UnaryOperator<Function<FakeRequest, FakeAnswer>> told = next.poll();
    return response((told == null ? usual : told.apply(usual)).apply(request));
  }

  private static FakeRequest request(RecordedRequest recorded) {
    HttpUrl url = recorded.getUrl();
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String name : url.queryParameterNames()) {
      List<String> values = new ArrayList<>();
      url.queryParameterValues(name).forEach(value -> values.add(value == null ? "" : value));
      query.put(name, values);
    }
    Map<String, List<String>> headers = new TreeMap<>();
    recorded
        .getHeaders()
        .toMultimap()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    String body =
        recorded.getBody() == null ? "" : recorded.getBody().string(StandardCharsets.UTF_8);
    return new FakeRequest(recorded.getMethod(), url.encodedPath(), query, headers, body);
  }

  private static MockResponse response(FakeAnswer answer) {
    MockResponse.Builder response =
        new MockResponse.Builder()
            .code(answer.status())
            .body(new Buffer().write(answer.body()))
            .headersDelay(answer.delay().toNanos(), TimeUnit.NANOSECONDS);
    answer.headers().forEach(header -> response.addHeader(header.getKey(), header.getValue()));
    if (answer.trickle() > 0) {
      response.throttleBody(
          answer.trickle(), answer.trickleEvery().toNanos(), TimeUnit.NANOSECONDS);
    }
    return switch (answer.fate()) {
      case ARRIVES -> response.build();
      case CUT -> response.onResponseBody(new SocketEffect.CloseSocket()).build();
      case LOST -> response.onResponseStart(new SocketEffect.CloseSocket()).build();
      case NEVER_SENT -> response.onResponseStart(SocketEffect.Stall.INSTANCE).build();
    };
  }

  /** Stops, and closes all connections. */
  @Override
  public void close() {
    server.close();
  }
}
