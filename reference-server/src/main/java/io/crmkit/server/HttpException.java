package io.crmkit.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Refuses a call for a reason that only HTTP knows. */
final class HttpException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient List<Answer.Header> headers;
  private final transient Map<String, Object> context;

  private HttpException(
      int status,
      String code,
      String detail,
      List<Answer.Header> headers,
      Map<String, Object> context) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
    this.headers = headers;
    this.context = context;
  }

  HttpException(int status, String code, String detail) {
    this(status, code, detail, List.of(), Map.of());
  }

  static HttpException malformed(String code, String detail) {
    return new HttpException(400, code, detail);
  }

  static HttpException notFound(String path) {
    return new HttpException(404, "NOT_FOUND", "there is nothing at " + path);
  }

  HttpException with(String header, String value) {
    List<Answer.Header> more = new ArrayList<>(headers);
    more.add(new Answer.Header(header, value));
    return new HttpException(status, code, detail(), List.copyOf(more), context);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  List<Answer.Header> headers() {
    return headers;
  }

  Map<String, Object> context() {
    return context;
  }
}
