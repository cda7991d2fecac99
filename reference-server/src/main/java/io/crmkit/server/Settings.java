package io.crmkit.server;

import io.crmkit.cache.redis.RedisConfig;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.http.webhook.AddressGuard;
import io.crmkit.http.webhook.WebhookConfig;
import io.crmkit.identity.LoginConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a process, of its environment and command line, of which the latter wins. All
 * that is wrong is told at once.
 */
final class Settings {
  private static final String PREFIX = "CRMKIT_";
  private static final long GIB = 1L << 30;
  private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(B|KiB|MiB|GiB)?");
  private static final String ALLOW_PRIVATE = "WEBHOOK_ALLOW_PRIVATE";
  private static final List<String> PRIVATE_NETWORKS =
      List.of(
          "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7");
  private static final Set<String> KEYS =
      Set.of(
          "HOST",
          "PORT",
          "PUBLIC_URL",
          "ENV",
          "DATA_DIR",
          "DATABASE_URL",
          "DATABASE_USER",
          "DATABASE_PASSWORD",
          "KEYS",
          "ADMIN_EMAIL",
          "ADMIN_PASSWORD",
          "ADMIN_ORGANIZATION",
          "ACCESS_TTL",
          "REFRESH_TTL",
          "COOKIE_SECURE",
          "COOKIE_SAME_SITE",
          "RATE_LIMITS",
          "RATE_LIMIT",
          "LOG_LEVEL",
          "LOG_FORMAT",
          "CORS_ORIGINS",
          "TRUSTED_PROXIES",
          "TLS_CERT",
          "TLS_KEY",
          "MAX_BODY",
          "MAX_IMPORT",
          "METRICS_KEY",
          ALLOW_PRIVATE,
          "CACHE",
          "REDIS_URL",
          "ORGANIZATION",
          "MAX_FILE",
          "FILE_QUOTA",
          "S3_BUCKET",
          "S3_REGION",
          "S3_ENDPOINT",
          "S3_ACCESS_KEY",
          "S3_SECRET_KEY",
          "S3_PATH_STYLE",
          "S3_FOLDER",
          "CLAMD_URL");

  private final Map<String, String> given = new LinkedHashMap<>();
  private final List<String> faults = new ArrayList<>();
  private final ServerConfig server;
  private final LoginConfig login;
  private final WebhookConfig webhooks;
  private final boolean isProduction;
  private final boolean isCaching;
  private final @Nullable RedisConfig redis;
  private final Path dataDir;
  private final @Nullable LocalKeyRing keys;
  private final FileSettings files;

  private Settings(Map<String, String> environment, List<String> options) {
    KEYS.forEach(
        key -> {
          String value = environment.get(PREFIX + key);
          if (value != null && !value.isBlank()) {
            given.put(key, value.strip());
          }
        });
    options(options);
    isProduction = choice("ENV", List.of("development", "production"), 0).equals("production");
    dataDir = value("DATA_DIR", Path.of("crmkit-data"), Path::of, "is no path");
    login = login();
    keys = find("KEYS", LocalKeyRing::parse, null);
    check("DATABASE_URL", StorageChoice::isKnown, "is neither jdbc:… nor " + StorageChoice.MEMORY);
    choice("LOG_LEVEL", List.of("info", "error", "warn", "debug", "trace"), 0);
    choice("LOG_FORMAT", List.of("json", "text"), 0);
    if (given.containsKey("ADMIN_EMAIL") != given.containsKey("ADMIN_PASSWORD")
        && given.containsKey("ADMIN_EMAIL")) {
      fault("ADMIN_PASSWORD", "is needed for the administrator");
    }
    isCaching = flag("CACHE");
    redis = find("REDIS_URL", url -> RedisConfig.builder().url(url).build(), null);
    files =
        new FileSettings(
            given,
            this::fault,
            value(
                "MAX_FILE",
                FileSettings.USUAL_SIZE,
                text -> size(text, GIB),
                "is no size like 25MiB"),
            isInMemory() ? null : dataDir.resolve("files"));
    webhooks = webhooks();
    server = serverConfig();
    if (isProduction) {
      checkProduction();
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException("wrong settings: " + String.join("; ", faults));
    }
  }

  /**
   * Reads the settings.
   *
   * @param options the part of the command line that begins with {@code --}
   * @throws IllegalArgumentException naming every wrong key
   */
  static Settings read(Map<String, String> environment, List<String> options) {
    return new Settings(environment, options);
  }

  private void options(List<String> options) {
    for (String option : options) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option.substring(2) : option.substring(2, equals);
      String key = name.toUpperCase(Locale.ROOT).replace('-', '_');
      if (!KEYS.contains(key) || equals < 0 || !name.equals(name.toLowerCase(Locale.ROOT))) {
        faults.add("--" + name + (KEYS.contains(key) ? " needs a value" : " is unknown"));
      } else {
        given.put(key, option.substring(equals + 1).strip());
      }
    }
  }

  private void fault(String key, @Nullable String message) {
    faults.add(PREFIX + key + " " + message);
  }

  private <T> @Nullable T find(String key, Function<String, T> read, @Nullable String message) {
    String text = given.get(key);
    if (text == null) {
      return null;
    }
    try {
      return read.apply(text);
    } catch (IllegalArgumentException | DateTimeParseException e) {
      fault(key, message == null ? e.getMessage() : message);
      return null;
    }
  }

  private <T> T value(String key, T initial, Function<String, T> read, String message) {
    T found = find(key, read, message);
    return found == null ? initial : found;
  }

  private String choice(String key, List<String> choices, int usual) {
    String text = given.getOrDefault(key, choices.get(usual)).toLowerCase(Locale.ROOT);
    if (!choices.contains(text)) {
      fault(key, "is none of " + String.join(", ", choices));
      return choices.get(usual);
    }
    return text;
  }

  private boolean flag(String key) {
    return choice(key, List.of("true", "false"), 0).equals("true");
  }

  private void check(String key, java.util.function.Predicate<String> isRight, String message) {
    String text = given.get(key);
    if (text != null && !isRight.test(text)) {
      fault(key, message);
    }
  }

  private static int number(String text, int most) {
    int number = Integer.parseInt(text);
    if (number < 0 || number > most) {
      throw new NumberFormatException();
    }
    return number;
  }

  private static Duration positive(String text) {
    Duration duration = Duration.parse(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException();
    }
    return duration;
  }

  private LoginConfig login() {
    LoginConfig usual = LoginConfig.DEFAULT;
    String span = "is no span like PT15M";
    Duration access = value("ACCESS_TTL", usual.accessLife(), Settings::positive, span);
    Duration refresh = value("REFRESH_TTL", usual.refreshLife(), Settings::positive, span);
    if (refresh.compareTo(access) < 0) {
      fault("REFRESH_TTL", "is shorter than " + PREFIX + "ACCESS_TTL");
      return usual;
    }
    return new LoginConfig(access, refresh);
  }

  private WebhookConfig webhooks() {
    String allowed = choice(ALLOW_PRIVATE, List.of("false", "true"), 0);
    if (allowed.equals("false")) {
      return WebhookConfig.DEFAULT;
    }
    if (isProduction) {
      fault(ALLOW_PRIVATE, "must be false in production");
    }
    AddressGuard.Builder guard = AddressGuard.builder().allowHttp(true);
    PRIVATE_NETWORKS.forEach(guard::allowNetwork);
    return WebhookConfig.builder().guard(guard.build()).build();
  }

  private static Set<String> list(@Nullable String text) {
    Set<String> parts = new LinkedHashSet<>();
    if (text != null) {
      Arrays.stream(text.split(",", -1))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .forEach(parts::add);
    }
    return parts;
  }

  static long size(String text, long most) {
    Matcher matcher = SIZE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException();
    }
    String unit = String.valueOf(matcher.group(2));
    int shift =
        switch (unit) {
          case "GiB" -> 30;
          case "MiB" -> 20;
          case "KiB" -> 10;
          default -> 0;
        };
    long bytes = Long.parseLong(matcher.group(1)) << shift;
    if (bytes < 1 || bytes > most) {
      throw new IllegalArgumentException();
    }
    return bytes;
  }

  static String url(String text) {
    URI uri = URI.create(text);
    boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!isHttp || uri.getHost() == null) {
      throw new IllegalArgumentException();
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private ServerConfig serverConfig() {
    ServerConfig usual = ServerConfig.DEFAULT;
    Path certificate = find("TLS_CERT", Path::of, "is no path");
    Path key = find("TLS_KEY", Path::of, "is no path");
    if ((certificate == null) != (key == null)) {
      fault(certificate == null ? "TLS_CERT" : "TLS_KEY", "is needed too");
      certificate = null;
      key = null;
    }
    int limit =
        value(
            "RATE_LIMIT",
            usual.rateLimit(),
            text -> number(text, 1_000_000),
            "is no number of calls a second");
    check("METRICS_KEY", text -> text.length() >= 16, "is shorter than 16 characters");
    String metricsKey = given.get("METRICS_KEY");
    return ServerConfig.builder()
        .metricsKey(metricsKey == null || metricsKey.length() < 16 ? null : metricsKey)
        .host(given.getOrDefault("HOST", usual.host()))
        .port(value("PORT", usual.port(), text -> number(text, 65_535), "is no port"))
        .publicUrl(find("PUBLIC_URL", Settings::url, "is no address of http or https"))
        .maxBody(
            value("MAX_BODY", usual.maxBody(), text -> size(text, GIB), "is no size like 1MiB"))
        .maxImport(
            value(
                "MAX_IMPORT",
                usual.maxImport(),
                text -> size(text, GIB << 10),
                "is no size like 1GiB"))
        .importFolder(isInMemory() ? null : dataDir.resolve("imports"))
        .refreshLife(login.refreshLife())
        .cookieSecure(flag("COOKIE_SECURE"))
        .cookieSameSite(choice("COOKIE_SAME_SITE", List.of("strict", "lax", "none"), 0))
        .corsOrigins(list(given.get("CORS_ORIGINS")))
        .trustedProxies(list(given.get("TRUSTED_PROXIES")))
        .tls(certificate, key)
        .rateLimit(flag("RATE_LIMITS") ? limit : 0)
        .build();
  }

  /** Returns whether nothing is to be kept, so that files end with the process too. */
  private boolean isInMemory() {
    return StorageChoice.MEMORY.equals(given.get("DATABASE_URL"));
  }

  private void checkProduction() {
    if (!given.containsKey("KEYS")) {
      fault("KEYS", "is needed in production, where keys are not generated");
    }
    if (!server.isCookieSecure()) {
      fault("COOKIE_SECURE", "must be true in production");
    }
    if (server.corsOrigins().contains("*")) {
      fault("CORS_ORIGINS", "must name origins in production");
    }
  }

  @Nullable String text(String key) {
    return given.get(key);
  }

  ServerConfig server() {
    return server;
  }

  /** Returns where events may be sent. */
  WebhookConfig webhookConfig() {
    return webhooks;
  }

  LoginConfig loginConfig() {
    return login;
  }

  FileSettings files() {
    return files;
  }

  boolean isProduction() {
    return isProduction;
  }

  /** Returns whether caches keep anything. */
  boolean isCaching() {
    return isCaching;
  }

  /** Returns where the second level of the caches is, or null if there is none. */
  @Nullable RedisConfig redis() {
    return redis;
  }

  Path dataDir() {
    return dataDir;
  }

  /** Returns the keys that were given, or null where they are generated. */
  @Nullable LocalKeyRing keys() {
    return keys;
  }
}
