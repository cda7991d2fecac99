package io.crmkit.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route of a call, segment by segment. There are a dozen routes for each type of record,
 * so finding one must not depend on how many there are; and a path that exists must be told from
 * one that does not before the method is looked at.
 */
final class Router {
  private static final Pattern SLASH = Pattern.compile("/");

  private final Node root = new Node();
  private final List<Route> routes = new ArrayList<>();

  /** Judges a call whose method a path does not have, before it is told so. */
  interface Guard {
    void check(Call call);
  }

  /** A path that exists. */
  record Match(Map<String, Route> methods, @Nullable Guard guard, Map<String, String> parameters) {
    /** Returns the route of a method; {@code HEAD} is a {@code GET} without its body. */
    @Nullable Route route(String method) {
      return methods.get(method.equals("HEAD") ? "GET" : method);
    }

    String allow() {
      TreeSet<String> allowed = new TreeSet<>(methods.keySet());
      allowed.add("OPTIONS");
      if (allowed.contains("GET")) {
        allowed.add("HEAD");
      }
      return String.join(", ", allowed);
    }
  }

  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<String, Route> methods = new LinkedHashMap<>();
    @Nullable Node parameter;
    @Nullable String parameterName;
    @Nullable Guard guard;
  }

  void add(Route route) {
    Node node = at(route.path());
    if (node.methods.put(route.method(), route) != null) {
      throw new IllegalArgumentException(
          "two routes are " + route + ": no type of record may have a path of the server's own");
    }
    routes.add(route);
  }

  void guard(String path, Guard guard) {
    at(path).guard = guard;
  }

  private Node at(String path) {
    Node node = root;
    for (String segment : segments(path)) {
      if (segment.startsWith("{")) {
        Node next = node.parameter;
        if (next == null) {
          next = new Node();
          node.parameter = next;
          node.parameterName = segment.substring(1, segment.length() - 1);
        }
        node = next;
      } else {
        node = node.literals.computeIfAbsent(segment, key -> new Node());
      }
    }
    return node;
  }

  private static String[] segments(String path) {
    return SLASH.split(path.substring(1), -1);
  }

  /** Returns the path's routes, or null if there is no such path. */
  @Nullable Match find(String path) {
    Node node = root;
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String segment : segments(path)) {
      Node next = node.literals.get(segment);
      if (next == null && node.parameterName != null && !segment.isEmpty()) {
        next = node.parameter;
        parameters.put(node.parameterName, segment);
      }
      if (next == null) {
        return null;
      }
      node = next;
    }
    return node.methods.isEmpty() ? null : new Match(node.methods, node.guard, parameters);
  }

  Collection<Route> routes() {
    return List.copyOf(routes);
  }
}
