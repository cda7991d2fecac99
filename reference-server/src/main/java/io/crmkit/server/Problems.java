package io.crmkit.server;

import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.InvalidValueException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.ProviderException;
import io.crmkit.error.Severity;
import io.crmkit.error.StaleVersionException;
import io.crmkit.error.UnauthenticatedException;
import io.crmkit.error.UnavailableException;
import io.crmkit.error.UserMessages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into problem details (RFC 9457). */
final class Problems {
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** The status of each kind of failure. */
  static final Map<Class<? extends CrmException>, Integer> STATUS =
      Map.of(
          InvalidRequestException.class, 400,
          UnauthenticatedException.class, 401,
          NotPermittedException.class, 403,
          NotFoundException.class, 404,
          ConflictException.class, 409,
          StaleVersionException.class, 412,
          InvalidValueException.class, 422,
          OutcomeUnknownException.class, 503,
          ProviderException.class, 502,
          UnavailableException.class, 503);

  /** The status of codes that tell more than their kind. */
  static final Map<String, Integer> STATUS_OF_CODE =
      Map.of(
          ProviderException.UNAVAILABLE, 503,
          ProviderException.RATE_LIMITED, 503,
          ProviderException.TIMEOUT, 504);

  private Problems() {}

  static int status(CrmException failure) {
    Integer status = STATUS_OF_CODE.getOrDefault(failure.code(), STATUS.get(failure.getClass()));
    return status == null ? 500 : status;
  }

  /** Answers a failure. What nobody expected is logged, and told as nothing but that. */
  static Answer of(Throwable failure, String requestId, Locale language) {
    if (failure instanceof CrmException known) {
      Answer answer = Answer.problem(status(known), plain(known, requestId, language));
      for (Answer.Header header : headers(known)) {
        answer = answer.with(header.name(), header.value());
      }
      return answer;
    }
    if (failure instanceof HttpException refused) {
      Answer answer = Answer.problem(refused.status(), plain(refused, requestId, language));
      for (Answer.Header header : refused.headers()) {
        answer = answer.with(header.name(), header.value());
      }
      return answer;
    }
    LOG.error("call {} failed", requestId, failure);
    HttpException internal = new HttpException(500, "INTERNAL_ERROR", "the call failed");
    return Answer.problem(500, plain(internal, requestId, language));
  }

  /** Returns the problem of a failure. */
  static Map<String, @Nullable Object> plain(
      CrmException failure, String requestId, Locale language) {
    Map<String, @Nullable Object> plain =
        problem(
            status(failure),
            failure.code(),
            String.valueOf(failure.getMessage()),
            failure.severity(),
            UserMessages.of(failure, language),
            requestId,
            failure.context());
    if (failure instanceof InvalidValueException invalid) {
      List<Map<String, Object>> errors = new ArrayList<>();
      invalid
          .errors()
          .forEach(
              error ->
                  errors.add(
                      Map.of(
                          "field", error.field(),
                          "code", error.code(),
                          "message", error.message())));
      plain.put("errors", errors);
    }
    return plain;
  }

  private static Map<String, @Nullable Object> plain(
      HttpException refused, String requestId, Locale language) {
    boolean isOurs = refused.status() >= 500;
    Class<? extends CrmException> kind =
        switch (refused.status()) {
          case 401 -> UnauthenticatedException.class;
          case 403 -> NotPermittedException.class;
          case 404 -> NotFoundException.class;
          case 503 -> UnavailableException.class;
          default -> InvalidRequestException.class;
        };
    return problem(
        refused.status(),
        refused.code(),
        refused.detail(),
        isOurs ? Severity.HIGH : Severity.LOW,
        UserMessages.of(refused.code(), kind, language),
        requestId,
        refused.context());
  }

  private static Map<String, @Nullable Object> problem(
      int status,
      String code,
      String detail,
      Severity severity,
      String userMessage,
      String requestId,
      Map<String, Object> context) {
    String words = code.toLowerCase(Locale.ROOT);
    Map<String, @Nullable Object> plain = new LinkedHashMap<>();
    plain.put("type", "urn:crmkit:problem:" + words.replace('_', '-'));
    plain.put("title", code.charAt(0) + words.substring(1).replace('_', ' '));
    plain.put("status", (long) status);
    plain.put("detail", detail);
    plain.put("code", code);
    plain.put("severity", severity.name().toLowerCase(Locale.ROOT));
    plain.put("userMessage", userMessage);
    plain.put("requestId", requestId);
    plain.put("context", context);
    return plain;
  }

  private static List<Answer.Header> headers(CrmException failure) {
    List<Answer.Header> headers = new ArrayList<>();
    if (failure instanceof StaleVersionException stale && stale.current() > 0) {
      headers.add(new Answer.Header("ETag", Etags.of(stale.current())));
    }
    if (failure instanceof UnauthenticatedException) {
      boolean isMissing = failure.code().equals(Authentication.MISSING);
      headers.add(
          new Answer.Header(
              "WWW-Authenticate", isMissing ? "Bearer" : "Bearer error=\"invalid_token\""));
    }
    if (failure.context().get("retryAfterSeconds") instanceof Long seconds) {
      headers.add(new Answer.Header("Retry-After", Long.toString(Math.max(1, seconds))));
    }
    return headers;
  }
}
