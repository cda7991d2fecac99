package io.crmkit.identity;

import io.crmkit.access.AccessScope;
import io.crmkit.access.FieldAccess;
import io.crmkit.access.Grants;
import io.crmkit.record.Declaration;
import io.crmkit.record.Schema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The roles that every organization has. Their grants come with the product, so that a type of a
 * later release is granted in organizations that were made before it.
 */
final class BuiltInRoles {
  /** Role to the roles that it inherits from, those inherited first. */
  static final Map<String, List<String>> INHERITS = inherits();

  private static final String ADMIN = "ADMIN";
  private static final Pattern BAR = Pattern.compile("\\|");
  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final Pattern GRANT = Pattern.compile("([CRUDEIBX]+) ([ota*])(?:: (.*))?");

  /** Fields withheld from roles that are not staff. */
  private static final Map<String, List<String>> WITHHELD =
      Map.of(
          "contact", List.of("notes"),
          "lead", List.of("*"),
          "account", List.of("health", "securityPosture"),
          "ticket", List.of("clock.escalationLevel"),
          "product", List.of("inventory.reserved"));

  private final Map<String, List<Permission>> permissions = new HashMap<>();

  private record Permission(String name, AccessScope scope) {}

  /**
   * Reads the grants of the types that are declared; an embedder's own types are ADMIN's and
   * STAFF's.
   */
  BuiltInRoles(Schema schema) {
    Map<String, List<String>> granted = new HashMap<>();
    for (String line : lines()) {
      String[] parts = BAR.split(line, -1);
      Matcher head =
          Pattern.compile("([a-z -]+?)\\s*(?:\\(([a-z -]+)\\))?").matcher(parts[0].strip());
      if (!head.matches()) {
        throw new IllegalStateException(
            "default-grants.txt has a line that cannot be read: " + line);
      }
      List<String> actions = head.group(2) == null ? List.of() : List.of(head.group(2).split(" "));
      for (String type : List.of(head.group(1).strip().split(" "))) {
        Declaration<?> declared = schema.find(type).orElse(null);
        granted.put(type, actions);
        if (declared != null) {
          Arrays.stream(parts).skip(1).forEach(part -> read(declared, part.strip(), actions));
        }
      }
    }
    for (Declaration<?> type : schema.types()) {
      boolean isOwnType = !granted.containsKey(type.name()) && type.parent() == null;
      if (isOwnType && !type.isPlatform() && !type.javaType().getName().startsWith("io.crmkit.")) {
        read(type, "MANAGER: CRUDXEIB *", type.actions());
        read(type, "STAFF: R *", List.of());
      }
    }
  }

  private static Map<String, List<String>> inherits() {
    Map<String, List<String>> roles = new LinkedHashMap<>();
    roles.put("USER", List.of());
    roles.put("CLIENT", List.of("USER"));
    roles.put("STAFF", List.of("USER"));
    for (String role : List.of("SALES", "CSM", "PROJECT_MANAGER", "SUPPORT", "MODERATOR")) {
      roles.put(role, List.of("STAFF"));
    }
    roles.put("MANAGER", List.of("SALES", "CSM", "PROJECT_MANAGER", "SUPPORT", "MODERATOR"));
    roles.put(ADMIN, List.of("MANAGER"));
    return roles;
  }

  private static List<String> lines() {
    try (InputStream stream =
            Objects.requireNonNull(BuiltInRoles.class.getResourceAsStream("default-grants.txt"));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Declaration<?> type, String part, List<String> actions) {
    int colon = part.indexOf(':');
    String role = part.substring(0, colon);
    for (String each : SEMICOLON.split(part.substring(colon + 1), -1)) {
      Matcher grant = GRANT.matcher(each.strip());
      if (!grant.matches()) {
        throw new IllegalStateException("default-grants.txt grants what cannot be read: " + part);
      }
      AccessScope scope =
          switch (grant.group(2)) {
            case "o" -> AccessScope.OWN;
            case "t" -> AccessScope.TEAM;
            case "a" -> AccessScope.ACCOUNT;
            default -> AccessScope.ORGANIZATION;
          };
      List<String> named =
          grant.group(3) == null ? actions : List.of(grant.group(3).strip().split(" "));
      for (String action : actions(grant.group(1), named)) {
        permissions
            .computeIfAbsent(role, key -> new ArrayList<>())
            .add(new Permission(type.name() + ":" + action, scope));
      }
    }
  }

  private static List<String> actions(String letters, List<String> named) {
    List<String> actions = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      switch (letters.charAt(i)) {
        case 'C' -> actions.add("create");
        case 'R' -> actions.add("read");
        case 'U' -> actions.add("update");
        case 'D' -> actions.add("delete");
        case 'E' -> actions.add("export");
        case 'I' -> actions.add("import");
        case 'B' -> actions.addAll(List.of("bulk", "merge"));
        default -> actions.addAll(named);
      }
    }
    return actions;
  }

  /**
   * Adds what a built-in role itself may do; what it inherits is added with the roles inherited.
   */
  void grant(String role, Grants.Builder grants) {
    if (role.equals(ADMIN)) {
      grants.grantAll();
    }
    for (Permission permission : permissions.getOrDefault(role, List.of())) {
      grants.grant(permission.name(), permission.scope());
    }
  }

  /**
   * Withholds the fields that only staff may see, from someone who has none of the staff's roles.
   */
  static void withhold(Set<String> roles, Grants.Builder grants) {
    boolean isStaff =
        roles.stream().anyMatch(role -> !role.equals("USER") && !role.equals("CLIENT"));
    if (!isStaff) {
      WITHHELD.forEach(
          (type, paths) -> paths.forEach(path -> grants.limit(type, path, FieldAccess.NONE)));
    }
  }
}
