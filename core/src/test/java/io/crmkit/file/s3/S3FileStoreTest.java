package io.crmkit.file.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.crmkit.error.UnavailableException;
import io.crmkit.file.FileKey;
import io.crmkit.file.FileStore;
import io.crmkit.file.StoredFile;
import io.crmkit.testkit.file.FileStoreContract;
import io.crmkit.testkit.file.SampleContent;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;

final class S3FileStoreTest extends FileStoreContract {
  private static final FileKey KEY = new FileKey("acme/0a/offer");

  private static S3Server server;

  @BeforeAll
  static void start() throws Exception {
    server = new S3Server();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Override
  protected FileStore emptyStore() {
    return new S3FileStore(server.config(server.newBucket()).folder("crm/files/").build());
  }

  @Test
  void list_keysOfOthersInBetween_fillsThePageAllTheSame() throws Exception {
    String bucket = server.newBucket();
    try (FileStore store = new S3FileStore(server.config(bucket).build())) {
      for (int i = 0; i < 5; i++) {
        store.write(new FileKey("acme/0a/" + i), InputStream.nullInputStream());
        String other = "acme/0a/" + i + "-OF-OTHERS";
        server
            .client()
            .putObject(request -> request.bucket(bucket).key(other), RequestBody.fromString("x"));
      }

      assertThat(store.list("", null, 3).items())
          .extracting(each -> each.key().value())
          .containsExactly("acme/0a/0", "acme/0a/1", "acme/0a/2");
      assertThat(store.list("", "acme/0a/2", 3).items()).hasSize(2);
    }
  }

  @Test
  void write_twoFoldersOfABucket_doNotMeet() throws Exception {
    String bucket = server.newBucket();
    try (FileStore one = new S3FileStore(server.config(bucket).folder("one/").build());
        FileStore two = new S3FileStore(server.config(bucket).folder("two/").build())) {
      one.write(KEY, new ByteArrayInputStream(new byte[] {1}));

      assertThat(two.find(KEY)).isEmpty();
      assertThat(two.list("", null, 10).items()).isEmpty();
      assertThat(one.list("", null, 10).items()).extracting(StoredFile::key).containsExactly(KEY);
    }
  }

  @Test
  void write_contentBreaks_leavesNoUpload() throws Exception {
    String bucket = server.newBucket();
    try (FileStore store = new S3FileStore(server.config(bucket).build())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> store.write(KEY, SampleContent.breakingAfter(1, LARGE)));
    }

    assertThat(server.client().listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void sweep_uploadOfTheKilled_isGivenUp() throws Exception {
    String bucket = server.newBucket();
    server.client().createMultipartUpload(r -> r.bucket(bucket).key("acme/0a/offer"));
    try (FileStore store = new S3FileStore(server.config(bucket).build())) {
      int young = store.sweep(Instant.now().minusSeconds(3_600));
      int all = store.sweep(Instant.now().plusSeconds(60));

      assertThat(young).isZero();
      assertThat(all).isEqualTo(1);
    }
    assertThat(server.client().listMultipartUploads(r -> r.bucket(bucket)).uploads()).isEmpty();
  }

  @Test
  void store_noSuchBucket_isUnavailableNotEmpty() {
    try (FileStore store = new S3FileStore(server.config("no-such-bucket").attempts(1).build())) {
      assertAllUnavailable(store);
    }
  }

  @Test
  void store_wrongSecret_isUnavailable() {
    S3Config config =
        server
            .config(server.newBucket())
            .credentials(S3Server.USER, "wrong-secret")
            .attempts(1)
            .build();

    try (FileStore store = new S3FileStore(config)) {
      assertAllUnavailable(store);
    }
  }

  @Test
  void store_nobodyListens_isUnavailable() throws Exception {
    URI address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    try (FileStore store =
        new S3FileStore(server.config("files").endpoint(address).attempts(1).build())) {
      assertAllUnavailable(store);
    }
  }

  private static void assertAllUnavailable(FileStore store) {
    assertUnavailable(() -> store.open(KEY));
    assertUnavailable(() -> store.open(KEY, 0, 0));
    assertUnavailable(() -> store.find(KEY));
    assertUnavailable(() -> store.delete(KEY));
    assertUnavailable(() -> store.list("", null, 10));
    assertUnavailable(() -> store.sweep(Instant.now()));
    assertUnavailable(() -> write(store, 1));
    assertUnavailable(() -> write(store, LARGE));
  }

  private static void write(FileStore store, int size) {
    try {
      store.write(KEY, SampleContent.of(1, size));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertUnavailable(Runnable call) {
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(call::run)
        .matches(failure -> failure.code().equals("FILE_STORE_UNAVAILABLE"));
  }

  @Test
  void store_serverSaysNothing_isUnavailableAfterTheTimeLimit() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FileStore store = new S3FileStore(impatient(silent))) {
      assertUnavailable(() -> store.find(KEY));
      assertUnavailable(() -> write(store, LARGE)); // more than the socket takes unread
    }
  }

  private static S3Config impatient(ServerSocket socket) {
    return server
        .config("files")
        .endpoint(URI.create("http://127.0.0.1:" + socket.getLocalPort()))
        .answerTimeout(Duration.ofMillis(300))
        .attempts(1)
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void open_answerIsCut_isAnErrorNotTheEnd(boolean isHungUp) throws Exception {
    try (ServerSocket cutting = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        FileStore store = new S3FileStore(impatient(cutting))) {
      Thread answering =
          new Thread(
              () -> {
                try (Socket socket = cutting.accept()) {
                  socket.getInputStream().read(new byte[8_192]);
                  String head = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this";
                  socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                  socket.getOutputStream().flush();
                  if (!isHungUp) {
                    socket.getInputStream().readAllBytes(); // until the client gives up
                  }
                } catch (IOException e) {
                  // the client hung up
                }
              });
      answering.start();

      try (InputStream in = store.open(KEY)) {
        assertThatExceptionOfType(IOException.class).isThrownBy(in::readAllBytes);
      }
      answering.join();
    }
  }

  @Test
  void build_manyWrong_namesEachAndNoSecret() {
    S3Config.Builder wrong =
        S3Config.builder()
            .bucket("Not A Bucket")
            .folder("no-slash")
            .partSize(1)
            .attempts(0)
            .answerTimeout(Duration.ZERO)
            .credentials("user", "");

    assertThatIllegalArgumentException()
        .isThrownBy(wrong::build)
        .withMessageContainingAll(
            "bucket", "folder", "partSize", "attempts", "answerTimeout", "credentials");
    assertThat(server.config("files").build().toString()).doesNotContain(S3Server.SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"s3", "url-connection-client"})
  void store_dependencyMissing_isNamed(String artifact) throws Exception {
    try (URLClassLoader loader = new WithoutJar(artifact + "-2.")) {
      Class<?> type = loader.loadClass(S3FileStore.class.getName());
      Object builder = loader.loadClass(S3Config.class.getName()).getMethod("builder").invoke(null);
      builder.getClass().getMethod("bucket", String.class).invoke(builder, "files");
      Object config = builder.getClass().getMethod("build").invoke(builder);

      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> type.getConstructor(config.getClass()).newInstance(config))
          .havingCause()
          .withMessageContaining("software.amazon.awssdk:" + artifact);
    }
  }

  /** The class path without one jar. */
  private static final class WithoutJar extends URLClassLoader {
    WithoutJar(String name) throws IOException {
      super(urls(name), ClassLoader.getPlatformClassLoader());
    }

    private static URL[] urls(String name) throws IOException {
      String path =
          System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
      List<URL> urls = new ArrayList<>();
      for (String each : path.split(File.pathSeparator, -1)) {
        File file = new File(each);
        if (!file.getName().startsWith(name)) {
          urls.add(file.toURI().toURL());
        }
      }
      return urls.toArray(URL[]::new);
    }
  }
}
