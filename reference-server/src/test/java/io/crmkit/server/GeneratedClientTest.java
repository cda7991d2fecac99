package io.crmkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The OpenAPI document in the hands of others: a linter, a generator, who uses what it wrote. */
final class GeneratedClientTest {
  /** Put there by the build. */
  private static final Path GENERATOR = Path.of("target", "openapi-generator.jar");

  /** What is written by hand on top of the client. */
  private static final Path USE = Path.of("src", "it", "client", "Sale.java");

  @TempDir private static Path folder;
  private static TestServer server;
  private static Path document;

  @BeforeAll
  static void writeDocument() throws IOException {
    server = new TestServer();
    document = folder.resolve("openapi.json");
    Files.write(document, server.send(server.request("GET", "/openapi.json")).response().body());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String generator(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                GENERATOR.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  @Test
  void document_linted_hasNoErrorAndNoWarning() throws Exception {
    String findings = generator("validate", "--recommend", "-i", document.toString());

    assertThat(findings).contains("No validation issues detected");
  }

  @Test
  void client_generated_compilesAndSells() throws Exception {
    Path sources = folder.resolve("sources");
    String output =
        generator(
            "generate",
            "-g",
            "java",
            "--library",
            "native",
            "-i",
            document.toString(),
            "-o",
            sources.toString(),
            "--invoker-package=client",
            "--api-package=client.api",
            "--model-package=client.model",
            "--additional-properties=openApiNullable=false,useJakartaEe=true,"
                + "useSingleRequestParameter=true",
            "--global-property=apiDocs=false,modelDocs=false,apiTests=false,modelTests=false");
    assertThat(output).doesNotContain("ERROR").doesNotContain("Unable to");

    Path classes = compiled(sources.resolve(Path.of("src", "main", "java")));

    try (URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader
          .loadClass("Sale")
          .getMethod("run", String.class, String.class, String.class)
          .invoke(
              null, server.server.address().toString(), "admin@acme.example", TestServer.PASSWORD);
    } catch (InvocationTargetException e) {
      throw new AssertionError("the generated client cannot do it", e.getCause());
    }
    assertThat(server.get("/v1/accounts?name=Another&count=true").body())
        .containsEntry("total", 1L);
  }

  /** Compiles the client and its use as their maker would, without the checks of this build. */
  private static Path compiled(Path sources) throws IOException {
    Path classes = Files.createDirectory(folder.resolve("classes"));
    List<Path> files = new ArrayList<>(List.of(USE));
    try (Stream<Path> all = Files.walk(sources)) {
      all.filter(file -> file.toString().endsWith(".java")).forEach(files::add);
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of("-proc:none", "-nowarn", "-d", classes.toString(), "-cp", classPath());
      boolean isCompiled =
          compiler
              .getTask(
                  messages,
                  manager,
                  null,
                  options,
                  null,
                  manager.getJavaFileObjectsFromPaths(files))
              .call();
      assertThat(isCompiled).as(messages.toString()).isTrue();
    }
    assertThat(files).hasSizeGreaterThan(100);
    return classes;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))
        .replace('\n', File.pathSeparatorChar);
  }
}
