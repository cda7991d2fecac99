package io.crmkit.server;

import io.javalin.http.Context;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets pages of other origins call, as far as they were named. */
final class Cors {
  private static final String EXPOSED =
      "ETag, Location, X-Request-Id, Retry-After, Idempotent-Replay, RateLimit, RateLimit-Policy,"
          + " Content-Disposition, Content-Range";
  private static final String ALLOWED =
      "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-CSRF-Token,"
          + " X-Request-Id, Accept-Language, Last-Event-ID, Range, If-Range";

  private final Set<String> origins;

  Cors(Set<String> origins) {
    this.origins = origins;
  }

  /** Answers a browser that asks before it calls, or null if this is something else. */
  @Nullable Answer preflight(Context context) {
    boolean isPreflight =
        context.req().getMethod().equals("OPTIONS")
            && context.header("Origin") != null
            && context.header("Access-Control-Request-Method") != null;
    if (!isPreflight) {
      return null;
    }
    return Answer.empty(204)
        .with("Access-Control-Allow-Methods", "GET, HEAD, POST, PATCH, PUT, DELETE")
        .with("Access-Control-Allow-Headers", ALLOWED)
        .with("Access-Control-Max-Age", "600");
  }

  /** Says in the head of any answer whether the page may read it. */
  void write(Context context) {
    String origin = context.header("Origin");
    if (origins.isEmpty()) {
      return;
    }
    context.res().addHeader("Vary", "Origin");
    if (origin != null && (origins.contains(origin) || origins.contains("*"))) {
      boolean isNamed = origins.contains(origin);
      context.res().setHeader("Access-Control-Allow-Origin", isNamed ? origin : "*");
      context.res().setHeader("Access-Control-Expose-Headers", EXPOSED);
      if (isNamed) {
        context.res().setHeader("Access-Control-Allow-Credentials", "true");
      }
    }
  }
}
