package io.crmkit.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One method at one path: what it does, and what the OpenAPI document says of it. Put together at
 * start, then only read.
 */
final class Route {
  /** Answers a call. */
  interface Handler {
    Answer answer(Call call);
  }

  /**
   * What a call may be answered with.
   *
   * @param description words about it
   * @param content schema of the body by its type
   * @param headers names of headers that come along
   */
  record Response(String description, Map<String, Object> content, List<String> headers) {}

  private final String method;
  private final String path;
  private final String operationId;
  private final Handler handler;
  private String tag = "server";
  private String summary = "";
  private boolean isPublic;
  private final Map<String, Map<String, Object>> bodies = new LinkedHashMap<>();
  private boolean isBodyRequired;
  private final List<Map<String, Object>> parameters = new ArrayList<>();
  private final Map<Integer, Response> responses = new LinkedHashMap<>();

  Route(String method, String path, String operationId, Handler handler) {
    this.method = method;
    this.path = path;
    this.operationId = operationId;
    this.handler = handler;
  }

  Route tag(String name) {
    tag = name;
    return this;
  }

  Route summary(String text) {
    summary = text;
    return this;
  }

  /** Lets anybody call. */
  Route open() {
    isPublic = true;
    return this;
  }

  /** Says that a body is needed, and may be this, of these media types. */
  Route takes(Map<String, Object> schema, String... mediaTypes) {
    isBodyRequired = true;
    for (String mediaType : mediaTypes) {
      bodies.put(mediaType, schema);
    }
    return this;
  }

  /** Says that there may be a body. */
  Route mayTake(Map<String, Object> schema) {
    takes(schema, Answer.JSON);
    isBodyRequired = false;
    return this;
  }

  Route parameter(Map<String, Object> parameter) {
    parameters.add(parameter);
    return this;
  }

  Route parameters(List<Map<String, Object>> more) {
    parameters.addAll(more);
    return this;
  }

  /** Says what a call may be refused with, beside what all calls of its kind may. */
  Route refuses(int status, String description) {
    responses.put(
        status,
        new Response(description, Map.of(Answer.PROBLEM, Schemas.ref("Problem")), List.of()));
    return this;
  }

  Route answers(int status, String description) {
    responses.put(status, new Response(description, Map.of(), List.of()));
    return this;
  }

  Route answers(
      int status, String description, Map<String, Object> schema, String... responseHeaders) {
    responses.put(
        status, new Response(description, Map.of(Answer.JSON, schema), List.of(responseHeaders)));
    return this;
  }

  /** Says that the answer may also be text of this type. */
  Route answersAs(int status, String description, String contentType) {
    Map<String, Object> content = new LinkedHashMap<>();
    Response other = responses.get(status);
    if (other != null) {
      content.putAll(other.content());
    }
    content.put(contentType, Schemas.text());
    responses.put(status, new Response(description, content, List.of()));
    return this;
  }

  String method() {
    return method;
  }

  String path() {
    return path;
  }

  String operationId() {
    return operationId;
  }

  Handler handler() {
    return handler;
  }

  String tag() {
    return tag;
  }

  String summary() {
    return summary;
  }

  boolean isPublic() {
    return isPublic;
  }

  /** Returns the schema of the body by its media type; empty if there is none. */
  Map<String, Map<String, Object>> bodies() {
    return bodies;
  }

  boolean isBodyRequired() {
    return isBodyRequired;
  }

  List<Map<String, Object>> parameters() {
    return parameters;
  }

  Map<Integer, Response> responses() {
    return responses;
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
