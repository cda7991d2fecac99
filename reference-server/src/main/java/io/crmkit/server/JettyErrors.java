package io.crmkit.server;

import io.crmkit.record.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what is refused below any route: heads that cannot be parsed, addresses too long. */
final class JettyErrors extends ErrorHandler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Answer.PROBLEM);
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    Content.Sink.write(response, true, problem(response.getStatus()), callback);
    return true;
  }

  private static String problem(int status) {
    HttpStatus.Code known = HttpStatus.getCode(status);
    String title = known == null ? "Error" : known.getMessage();
    Map<String, Object> problem = new LinkedHashMap<>();
    problem.put("type", "about:blank");
    problem.put("title", title);
    problem.put("status", (long) status);
    problem.put("detail", "the request cannot be read");
    problem.put("code", status == 400 ? "MALFORMED_REQUEST" : "HTTP_" + status);
    problem.put("severity", "low");
    return Json.write(problem);
  }
}
