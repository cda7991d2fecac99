package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.engine.Idempotency;
import io.crmkit.engine.ImportRun;
import io.crmkit.http.webhook.WebhookEndpoint;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.jspecify.annotations.Nullable;

/**
 * Serves a CRM over HTTP, an embedder's own types as the built-in ones.
 *
 * <pre>{@code
 * try (CrmServer server = CrmServer.of(crm).start()) {
 *   System.out.println(server.address());
 *   …
 * }
 * }</pre>
 *
 * <p>Thread-safe. The CRM stays its owner's to close, after the server.
 *
 * @since 0.1
 */
public final class CrmServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int VIRTUAL_THREADS = 21;
  private static final int LONGEST_HEAD = 32 * 1024;

  private final ServerConfig config;
  private final EventStreams streams;
  private final Router router = new Router();
  private final Edge edge;
  private final Health health;
  private final ImportJobs imports;
  private final Metrics metrics;
  private @Nullable Javalin javalin;

  private CrmServer(Crm crm, ServerConfig config) {
    this.config = config;
    this.streams = new EventStreams(crm);
    this.health = new Health(crm);
    Parts parts = new Parts(crm, config, new Idempotency(PATIENCE), streams);
    Cookies cookies = new Cookies(config);
    Tickets tickets = new Tickets(crm.engine().clock());
    Authentication authentication =
        new Authentication(crm, cookies, tickets, new ClientAddress(config.trustedProxies()));
    new AuthRoutes(parts, cookies, authentication).addTo(router);
    new MemberRoutes(parts).addTo(router);
    new EventRoutes(parts, tickets).addTo(router);
    crm.engine().schema().types().stream()
        .filter(ResourceRoutes::isServed)
        .forEach(
            type -> {
              boolean isRun = type.javaType().equals(ImportRun.class);
              new ResourceRoutes<>(
                      parts, type, isRun ? ImportForm::withCounts : UnaryOperator.identity())
                  .addTo(router, type.javaType().equals(WebhookEndpoint.class));
              new FurtherRoutes<>(type).addTo(router);
            });
    new SalesRoutes(parts).addTo(router);
    new JobRoutes(parts).addTo(router);
    new InboundRoutes(parts).addTo(router);
    new DraftRoutes(parts).addTo(router);
    if (crm.hasFiles()) {
      new FileRoutes(parts, this::address).addTo(router);
    }
    new WebhookRoutes(parts).addTo(router);
    ImportFiles files = new ImportFiles(config.importFolder());
    this.imports = new ImportJobs(crm, files);
    new ImportRoutes(parts, files, imports).addTo(router);
    health.addTo(router);
    new DocsRoutes(crm.engine().schema(), router).addTo(router);
    this.metrics = new Metrics(crm, config, streams, imports);
    metrics.addTo(router);
    this.edge =
        new Edge(
            parts,
            router,
            authentication,
            new RateLimiter(config.rateLimit(), System::nanoTime),
            metrics);
  }

  /** Returns a server on 127.0.0.1, port 8080. */
  public static CrmServer of(Crm crm) {
    return of(crm, ServerConfig.DEFAULT);
  }

  /** Returns a server with these settings. */
  public static CrmServer of(Crm crm, ServerConfig config) {
    return new CrmServer(crm, config);
  }

  /**
   * Starts to listen.
   *
   * @return this server
   * @throws IllegalStateException if it runs already, or the port is taken
   */
  public synchronized CrmServer start() {
    if (javalin != null) {
      throw new IllegalStateException("the server was started already");
    }
    Javalin made = Javalin.create(this::configure);
    try {
      made.start();
    } catch (RuntimeException e) {
      throw new IllegalStateException("cannot listen on " + config.host() + ":" + config.port(), e);
    }
    javalin = made;
    imports.start();
    return this;
  }

  private void configure(JavalinConfig javalinConfig) {
    javalinConfig.startup.showJavalinBanner = false;
    javalinConfig.startup.showOldJavalinVersionWarning = false;
    javalinConfig.concurrency.useVirtualThreads = Runtime.version().feature() >= VIRTUAL_THREADS;
    javalinConfig.http.compressionStrategy = io.javalin.compression.CompressionStrategy.NONE;
    javalinConfig.jetty.host = config.host();
    javalinConfig.jetty.port = config.port();
    javalinConfig.jetty.modifyServer(this::configure);
    javalinConfig.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setSendXPoweredBy(false);
          http.setRequestHeaderSize(LONGEST_HEAD);
          http.setUriCompliance(UriCompliance.DEFAULT);
        });
    if (config.tlsCertificate() != null && config.tlsKey() != null) {
      Tls tls = new Tls(config.tlsCertificate(), config.tlsKey());
      javalinConfig.jetty.addConnector(
          (server, http) -> tls.connector(server, http, config.host(), config.port()));
    }
    for (HandlerType method :
        List.of(
            HandlerType.GET,
            HandlerType.POST,
            HandlerType.PUT,
            HandlerType.PATCH,
            HandlerType.DELETE,
            HandlerType.HEAD,
            HandlerType.OPTIONS)) {
      javalinConfig.routes.addHttpHandler(method, "*", edge::handle);
    }
    javalinConfig.routes.exception(
        HttpResponseException.class,
        (e, context) ->
            edge.refuse(
                context,
                new HttpException(
                    e.getStatus(),
                    e.getStatus() == 404 ? "METHOD_NOT_IMPLEMENTED" : "HTTP_" + e.getStatus(),
                    "the call cannot be answered")));
    javalinConfig.routes.exception(Exception.class, (e, context) -> edge.refuse(context, e));
  }

  private void configure(Server server) {
    server.setErrorHandler(new JettyErrors());
    server.setStopTimeout(config.stopTimeout().toMillis());
    server.insertHandler(new GracefulHandler());
  }

  /** Returns the port that the server listens on. */
  public synchronized int port() {
    Javalin running = javalin;
    if (running == null) {
      throw new IllegalStateException("the server was not started");
    }
    return running.port();
  }

  /** Returns the address by which callers reach the server. */
  public URI address() {
    String publicUrl = config.publicUrl();
    if (publicUrl != null) {
      return URI.create(publicUrl);
    }
    String scheme = config.tlsCertificate() == null ? "http" : "https";
    String host = config.host().contains(":") ? "[" + config.host() + "]" : config.host();
    return URI.create(String.format(Locale.ROOT, "%s://%s:%d", scheme, host, port()));
  }

  /** Returns how many streams of events are open. */
  int streams() {
    return streams.count();
  }

  /** Returns whether the server is about to end. */
  boolean isStopping() {
    return imports.isStopping();
  }

  Router router() {
    return router;
  }

  /**
   * Stops: takes no new calls, ends the streams of events, and waits for the calls and imports that
   * run, as long as the stop timeout says. An import stops behind the rows it is writing, and goes
   * on at the next start. Nothing happens if the server does not run.
   */
  @Override
  public synchronized void close() {
    Javalin running = javalin;
    if (running != null) {
      javalin = null;
      health.stopping();
      streams.close();
      imports.stop();
      running.stop();
      imports.close(config.stopTimeout());
      metrics.close();
    }
  }
}
