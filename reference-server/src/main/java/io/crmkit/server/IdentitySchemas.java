package io.crmkit.server;

import static io.crmkit.server.Schemas.flag;
import static io.crmkit.server.Schemas.id;
import static io.crmkit.server.Schemas.list;
import static io.crmkit.server.Schemas.nullable;
import static io.crmkit.server.Schemas.object;
import static io.crmkit.server.Schemas.ref;
import static io.crmkit.server.Schemas.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Schemas of logins and of those who log in. */
final class IdentitySchemas {
  private static final Map<String, Object> WHOLE = Map.of("type", "integer", "format", "int64");
  private static final Map<String, Object> TIME = Map.of("type", "string", "format", "date-time");

  private IdentitySchemas() {}

  static Map<String, Object> all() {
    Map<String, Object> schemas = new LinkedHashMap<>();
    logins(schemas);
    users(schemas);
    return schemas;
  }

  private static void logins(Map<String, Object> schemas) {
    schemas.put(
        "LoginRequest",
        object(
            List.of("email", "password"),
            "email",
            text(),
            "password",
            Map.of("type", "string", "format", "password"),
            "organizationId",
            nullable(id()),
            "totp",
            nullable(text()),
            "cookie",
            flag()));
    schemas.put("RefreshRequest", object(List.of(), "refreshToken", text()));
    schemas.put(
        "Login",
        object(
            List.of("tokenType", "expiresIn"),
            "accessToken",
            text(),
            "tokenType",
            text(),
            "expiresIn",
            WHOLE,
            "refreshToken",
            text(),
            "csrfToken",
            text()));
    schemas.put(
        "Device",
        object(List.of(), "address", text(), "agent", nullable(text()), "label", nullable(text())));
    schemas.put(
        "LoginSession",
        object(
            List.of("id", "isCurrent"),
            "id",
            id(),
            "createdAt",
            TIME,
            "lastSeenAt",
            TIME,
            "activeUntil",
            TIME,
            "method",
            text(),
            "device",
            ref("Device"),
            "isCurrent",
            flag()));
    schemas.put("Sessions", CommonSchemas.page(ref("LoginSession")));
  }

  private static void users(Map<String, Object> schemas) {
    schemas.put(
        "UserName",
        object(
            List.of(),
            "prefix",
            nullable(text()),
            "first",
            nullable(text()),
            "middle",
            nullable(text()),
            "last",
            nullable(text()),
            "suffix",
            nullable(text()),
            "full",
            nullable(text())));
    schemas.put(
        "Me",
        object(
            List.of("id", "email", "organizationId", "organization", "roles"),
            "id",
            id(),
            "email",
            text(),
            "name",
            nullable(ref("UserName")),
            "phone",
            nullable(text()),
            "avatarUrl",
            nullable(text()),
            "organizationId",
            id(),
            "organization",
            object(
                List.of("id", "name", "slug"),
                "id",
                id(),
                "name",
                text(),
                "slug",
                text(),
                "locale",
                text(),
                "currency",
                text(),
                "timeZone",
                text()),
            "roles",
            list(text()),
            "teamIds",
            list(id()),
            "accountId",
            nullable(id()),
            "contactId",
            nullable(id())));
    schemas.put(
        "User",
        object(
            List.of("id", "email", "membershipId", "roles", "isActive"),
            "id",
            id(),
            "email",
            text(),
            "name",
            nullable(ref("UserName")),
            "phone",
            nullable(text()),
            "avatarUrl",
            nullable(text()),
            "membershipId",
            id(),
            "roles",
            list(text()),
            "teamIds",
            list(id()),
            "accountId",
            nullable(id()),
            "contactId",
            nullable(id()),
            "managerId",
            nullable(id()),
            "title",
            nullable(text()),
            "isActive",
            flag()));
    schemas.put(
        "UserPage",
        object(
            List.of("items", "nextCursor"),
            "items",
            list(ref("User")),
            "nextCursor",
            nullable(text()),
            "total",
            WHOLE));
    schemas.put(
        "UserCreate",
        object(
            List.of("email"),
            "email",
            Map.of("type", "string", "format", "email", "maxLength", 254L),
            "name",
            nullable(text()),
            "roles",
            list(text()),
            "accountId",
            nullable(id()),
            "password",
            nullable(Map.of("type", "string", "format", "password"))));
  }
}
