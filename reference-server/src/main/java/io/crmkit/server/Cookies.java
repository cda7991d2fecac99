package io.crmkit.server;

import io.crmkit.identity.Login;
import io.javalin.http.Context;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The pair of cookies that carries a login of a browser. No script can read them. */
final class Cookies {
  private static final String ACCESS = "crmkit_access";
  private static final String REFRESH = "crmkit_refresh";
  private static final String EVERYWHERE = "/";
  private static final String AUTH = "/v1/auth";

  private final ServerConfig config;

  Cookies(ServerConfig config) {
    this.config = config;
  }

  @Nullable String access(Context context) {
    return value(context, ACCESS);
  }

  @Nullable String refresh(Context context) {
    return value(context, REFRESH);
  }

  private static @Nullable String value(Context context, String name) {
    Cookie[] cookies = context.req().getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  Answer set(Answer answer, Login login, Duration refreshLife) {
    return answer
        .with("Set-Cookie", cookie(ACCESS, login.accessToken(), EVERYWHERE, login.expiresIn()))
        .with("Set-Cookie", cookie(REFRESH, login.refreshToken(), AUTH, refreshLife));
  }

  Answer clear(Answer answer) {
    return answer
        .with("Set-Cookie", cookie(ACCESS, "", EVERYWHERE, Duration.ZERO))
        .with("Set-Cookie", cookie(REFRESH, "", AUTH, Duration.ZERO));
  }

  private String cookie(String name, String value, String path, Duration life) {
    String sameSite = config.cookieSameSite();
    return name
        + "="
        + value
        + "; Path="
        + path
        + "; Max-Age="
        + life.toSeconds()
        + "; HttpOnly; SameSite="
        + Character.toUpperCase(sameSite.charAt(0))
        + sameSite.substring(1)
        + (config.isCookieSecure() ? "; Secure" : "");
  }
}
