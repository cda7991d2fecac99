package io.crmkit.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * The way of every call: who calls, what it calls, the answer. Checks stand in the order that the
 * contract promises: 401, 404, 403, 405, and then those of the route.
 */
final class Edge {
  private static final String API = "/v1";
  private static final String AUTH = "/v1/auth/";

  private final Parts parts;
  private final Router router;
  private final Authentication authentication;
  private final RateLimiter limiter;
  private final Metrics metrics;
  private final Cors cors;
  private final boolean isEncrypted;

  Edge(
      Parts parts,
      Router router,
      Authentication authentication,
      RateLimiter limiter,
      Metrics metrics) {
    this.metrics = metrics;
    this.parts = parts;
    this.router = router;
    this.authentication = authentication;
    this.limiter = limiter;
    this.cors = new Cors(parts.config().corsOrigins());
    String publicUrl = parts.config().publicUrl();
    this.isEncrypted =
        parts.config().tlsCertificate() != null
            || (publicUrl != null && publicUrl.startsWith("https:"));
  }

  void handle(Context context) {
    Call call = new Call(parts, context);
    long begin = System.nanoTime();
    MDC.put("requestId", call.requestId());
    try {
      Answer answer = answer(call);
      write(call, answer);
      metrics.answered(call.route(), answer.status(), System.nanoTime() - begin);
    } finally {
      MDC.remove("requestId");
    }
  }

  /** Answers what went wrong outside of any route. */
  void refuse(Context context, Throwable failure) {
    Call call = new Call(parts, context);
    write(call, Problems.of(failure, call.requestId(), call.language()));
  }

  private Answer answer(Call call) {
    try {
      Answer preflight = cors.preflight(call.context());
      return preflight == null ? routed(call) : preflight;
    } catch (RuntimeException | StackOverflowError e) {
      return Problems.of(e, call.requestId(), call.language());
    }
  }

  private Answer routed(Call call) {
    String path = call.path();
    boolean isApi = path.equals(API) || path.startsWith(API + "/");
    boolean isAuth = path.startsWith(AUTH);
    if (isApi && !isAuth) {
      authenticate(call);
    }
    Router.Match match = router.find(path);
    if (match == null) {
      throw HttpException.notFound(path);
    }
    Route route = match.route(call.method());
    call.matched(route, match.parameters());
    if (isAuth && !isOpen(match, route)) {
      authenticate(call);
    }
    if (route != null) {
      return route.handler().answer(call);
    }
    if (call.method().equals("OPTIONS")) {
      return Answer.empty(204).with("Allow", match.allow());
    }
    Router.Guard guard = match.guard();
    if (guard != null) {
      guard.check(call);
    }
    throw new HttpException(
            405, "METHOD_NOT_ALLOWED", call.method() + " is none of " + match.allow())
        .with("Allow", match.allow());
  }

  private static boolean isOpen(Router.Match match, @Nullable Route route) {
    return route == null
        ? match.methods().values().stream().allMatch(Route::isPublic)
        : route.isPublic();
  }

  private void authenticate(Call call) {
    Caller caller = authentication.caller(call);
    call.authenticated(caller);
    limiter.take(Objects.toString(caller.actor().by()));
  }

  private void write(Call call, Answer answer) {
    Context context = call.context();
    HttpServletResponse response = context.res();
    context.status(answer.status());
    response.setContentType(null);
    response.setHeader("X-Request-Id", call.requestId());
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Frame-Options", "DENY");
    response.setHeader("Referrer-Policy", "no-referrer");
    if (!answer.has("Cross-Origin-Resource-Policy")) {
      response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
    }
    if (isEncrypted) {
      response.setHeader("Strict-Transport-Security", "max-age=31536000");
    }
    if (!answer.has("Content-Security-Policy")) {
      response.setHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    }
    if (!answer.has("Cache-Control")) {
      response.setHeader("Cache-Control", answer.has("ETag") ? "private, no-cache" : "no-store");
    }
    cors.write(context);
    boolean isCutShort = answer.status() >= 400 && LongBody.mayBeLeft(context.req());
    if (isCutShort) {
      response.setHeader("Connection", "close");
    }
    answer.headers().forEach(header -> response.addHeader(header.name(), header.value()));
    var stream = answer.stream();
    if (stream != null && !call.method().equals("HEAD")) {
      stream.accept(context);
      return;
    }
    byte[] content = answer.content();
    if (isCutShort) {
      LongBody.answer(context, content);
    } else if (content.length > 0) {
      context.result(content);
    }
  }
}
