package io.crmkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.crmkit.error.ProviderException;
import io.crmkit.testkit.http.FakeAnswer;
import io.crmkit.testkit.http.FakeProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TransportTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  private static String code(ProviderClient client, ProviderRequest request) {
    return catchThrowableOfType(ProviderException.class, () -> client.send(request)).code();
  }

  @Test
  void path_hostileValue_staysOneSegment() {
    bench.provider.answer(FakeAnswer.json("{}"));

    bench.client().send(ProviderRequest.get("/v1/{id}/x", "../admin?a=1#b/%2e"));

    assertThat(bench.provider.lastRequest().path()).isEqualTo("/v1/..%2Fadmin%3Fa=1%23b%2F%252e/x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ".", ".."})
  void path_valueThatIsNoName_isRefused(String value) {
    assertThatIllegalArgumentException().isThrownBy(() -> ProviderRequest.get("/v1/{id}", value));
  }

  @Test
  void path_wrongNumberOfValuesOrAQuery_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> ProviderRequest.get("/v1/{id}"));
    assertThatIllegalArgumentException().isThrownBy(() -> ProviderRequest.get("/v1", "a"));
    assertThatIllegalArgumentException().isThrownBy(() -> ProviderRequest.get("/v1?a=b"));
    assertThatIllegalArgumentException().isThrownBy(() -> ProviderRequest.get("v1"));
  }

  @Test
  void follow_linkOfTheProvider_isCalledAsItIs() {
    bench.provider.answer(FakeAnswer.json("{}"));

    bench.client().send(ProviderRequest.follow(bench.provider.url() + "/next?$token=a%2Bb"));

    assertThat(bench.provider.lastRequest().path()).isEqualTo("/next");
    assertThat(bench.provider.lastRequest().query().get("$token")).containsExactly("a+b");
  }

  @Test
  void follow_linkToAnotherPlace_isRefusedAndNothingSent() {
    try (FakeProvider evil = new FakeProvider()) {
      ProviderClient client = bench.client(Authorizer.bearer("t"));

      assertThat(code(client, ProviderRequest.follow(evil.url() + "/next")))
          .isEqualTo(ProviderException.REFUSED);
      assertThat(code(client, ProviderRequest.follow("file:///etc/passwd")))
          .isEqualTo(ProviderException.REFUSED);
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void redirect_withinTheProvider_isFollowedByReadsWithCredentials() {
    bench.provider.answer(
        FakeAnswer.status(302).header("Location", "/there"), FakeAnswer.json("{}"));

    bench.client(Authorizer.bearer("t")).send(ProviderRequest.get("/here"));

    assertThat(bench.provider.lastRequest().path()).isEqualTo("/there");
    assertThat(bench.provider.lastRequest().header("authorization")).isEqualTo("Bearer t");
  }

  @Test
  void redirect_toAnotherPlace_isNotFollowed() {
    try (FakeProvider evil = new FakeProvider()) {
      bench.provider.answer(FakeAnswer.status(302).header("Location", evil.url()));

      assertThat(code(bench.client(Authorizer.bearer("t")), ProviderRequest.get("/x")))
          .isEqualTo(ProviderException.REFUSED);
      assertThat(evil.requests()).isEmpty();
    }
  }

  @Test
  void redirect_toAHostThatIsKnown_isFollowedWithoutCredentials() {
    try (FakeProvider store = new FakeProvider().otherwise(request -> FakeAnswer.json("{}"))) {
      String elsewhere = store.url().replace("127.0.0.1", "localhost");
      bench.provider.answer(FakeAnswer.status(302).header("Location", elsewhere + "/file"));
      ProviderClient client =
          bench.client(c -> c.redirectHosts("LocalHost"), Authorizer.apiKey("X-Key", "hush"));

      client.send(ProviderRequest.get("/x").header("X-Own", "v"));

      assertThat(bench.provider.lastRequest().header("x-key")).isEqualTo("hush");
      assertThat(store.lastRequest().path()).isEqualTo("/file");
      assertThat(store.lastRequest().headers()).doesNotContainKeys("x-key", "x-own");
    }
  }

  @Test
  void redirect_ofAWrite_isNotFollowed() {
    bench.provider.answer(FakeAnswer.status(307).header("Location", "/there"));

    assertThat(code(bench.client(), ProviderRequest.post("/here")))
        .isEqualTo(ProviderException.REFUSED);
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void redirect_inACircle_ends() {
    bench.provider.otherwise(request -> FakeAnswer.status(302).header("Location", "/x"));

    assertThat(code(bench.client(), ProviderRequest.get("/x")))
        .isEqualTo(ProviderException.REFUSED);
  }

  @Test
  void answer_tooLarge_isUnusable() {
    bench.provider.answer(FakeAnswer.json("[" + "1,".repeat(1_000) + "1]"));

    assertThat(code(bench.client(c -> c.maxAnswerBytes(1_000)), ProviderRequest.get("/x")))
        .isEqualTo(ProviderException.ANSWER_UNUSABLE);
  }

  @Test
  void answer_tooLargeToAWrite_isUnknown() {
    bench.provider.answer(FakeAnswer.json("[" + "1,".repeat(1_000) + "1]"));

    assertThat(code(bench.client(), ProviderRequest.post("/x").maxAnswerBytes(1_000)))
        .isEqualTo(ProviderException.OUTCOME_UNKNOWN);
  }

  @Test
  void answer_cut_isReadAgain() {
    bench.provider.answer(FakeAnswer.json("{\"a\":\"bcdefgh\"}").cut(), FakeAnswer.json("{}"));

    assertThat(bench.client().send(ProviderRequest.get("/x")).text()).isEqualTo("{}");
  }

  @Test
  void download_success_goesToTheSink() {
    byte[] file = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    bench.provider.answer(FakeAnswer.status(500), FakeAnswer.status(200).body(file));
    ByteArrayOutputStream sink = new ByteArrayOutputStream();

    ProviderAnswer answer = bench.client().download(ProviderRequest.get("/file"), sink);

    assertThat(sink.toByteArray()).isEqualTo(file);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void download_cut_isNotBegunAnew() {
    byte[] file = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);
    bench.provider.answer(FakeAnswer.status(200).body(file).cut());

    ProviderException e =
        catchThrowableOfType(
            ProviderException.class,
            () -> bench.client().download(ProviderRequest.get("/f"), new ByteArrayOutputStream()));

    assertThat(e.mayRetry()).isTrue();
    assertThat(bench.provider.requests()).hasSize(1);
  }

  @Test
  void download_largerThanAllowed_stops() {
    bench.provider.answer(FakeAnswer.status(200).body(new byte[50_000]));
    ProviderRequest request = ProviderRequest.get("/f").maxAnswerBytes(20_000);
    ByteArrayOutputStream sink = new ByteArrayOutputStream();

    assertThatExceptionOfType(ProviderException.class)
        .isThrownBy(() -> bench.client().download(request, sink));
    assertThat(sink.size()).isLessThanOrEqualTo(20_000);
  }

  @Test
  void download_sinkFails_isNoFaultOfTheProvider() {
    bench.provider.answer(FakeAnswer.status(200).body(new byte[10]));
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> bench.client().download(ProviderRequest.get("/f"), full))
        .withMessageContaining("disk full");
    assertThat(bench.provider.requests()).hasSize(1);
    assertThat(bench.heard).containsExactly("GET /f ERROR 0");
  }

  @Test
  void form_fields_areEncoded() {
    bench.provider.answer(FakeAnswer.json("{}"));

    bench
        .client()
        .send(
            ProviderRequest.post("/x")
                .formField("metadata[a]", "é&=")
                .formField("metadata[a]", "2"));

    assertThat(bench.provider.lastRequest().body())
        .isEqualTo("metadata%5Ba%5D=%C3%A9%26%3D&metadata%5Ba%5D=2");
  }

  @Test
  void multipart_files_areStreamedAnewForEachTry() {
    bench.provider.answer(FakeAnswer.tooMany(), FakeAnswer.json("{}"));
    byte[] file = "hello".getBytes(StandardCharsets.UTF_8);

    bench
        .client()
        .send(
            ProviderRequest.post("/x")
                .part("folder", "1")
                .filePart("file", "a.txt", "text/plain", 5, () -> new ByteArrayInputStream(file)));

    assertThat(bench.provider.requests())
        .hasSize(2)
        .allSatisfy(
            each ->
                assertThat(each.body())
                    .contains("name=\"folder\"", "filename=\"a.txt\"", "\r\n\r\nhello\r\n"));
  }

  @Test
  void body_thatCannotBeRead_isNoFaultOfTheProvider() {
    InputStream broken = InputStream.nullInputStream();
    assertThatNoException().isThrownBy(broken::close); // reading it fails from now on

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(
            () -> bench.client().send(ProviderRequest.put("/x").body("a/b", -1, () -> broken)));
    assertThat(bench.heard).containsExactly("PUT /x ERROR 0");
  }

  @Test
  void delete_withAndWithoutABody_areBothSent() {
    bench.provider.answer(FakeAnswer.status(204), FakeAnswer.status(204));

    bench.client().send(ProviderRequest.delete("/x"));
    bench.client().send(ProviderRequest.delete("/x").json(List.of("a")));

    assertThat(bench.provider.requests()).extracting("body").containsExactly("", "[\"a\"]");
  }
}
