package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.Workspace;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.identity.MemberService;
import io.crmkit.identity.Organization;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The commands of the command line. */
final class Commands {
  private static final int WRONG_USE = 2;
  private static final int FAILED = 1;
  private static final String USAGE =
      "usage: crmkit-server [serve | demo | migrate | create-admin EMAIL] [--option value]…";

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final Consumer<CrmServer> serving;

  /**
   * Runs commands in an environment.
   *
   * @param serving what is done once a server listens; when it returns, the server is stopped
   */
  Commands(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      Consumer<CrmServer> serving) {
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.serving = serving;
  }

  /** Returns the commands of this process, which serve until it is told to end. */
  static Commands ofProcess() {
    return new Commands(System.getenv(), System.out, System.err, Commands::untilShutdown);
  }

  private static void untilShutdown(CrmServer server) {
    CountDownLatch asked = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  try {
                    main.join(); // the process ends once the server has stopped
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                },
                "crmkit-shutdown"));
    try {
      asked.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Runs a command and returns the status of the process. */
  int run(String... arguments) {
    List<String> all = List.of(arguments);
    List<String> words = Settings.wordsOf(all);
    String command = words.isEmpty() ? "serve" : words.get(0);
    int operands = command.equals("create-admin") ? 1 : 0;
    try {
      boolean isKnown = List.of("serve", "demo", "migrate", "create-admin").contains(command);
      if (!isKnown) {
        err.println("unknown command: " + command);
      } else if (!words.isEmpty() && words.size() != operands + 1) {
        err.println("wrong number of words behind " + command);
      } else {
        Settings settings = Settings.read(environment, Settings.optionsOf(all));
        log(settings);
        run(command, words, settings);
        return 0;
      }
      err.println(USAGE);
      return WRONG_USE;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return WRONG_USE;
    } catch (CrmException | IllegalStateException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  /** The configuration of the log reads these when its first line is written. */
  private static void log(Settings settings) {
    String level = settings.text("LOG_LEVEL");
    String format = settings.text("LOG_FORMAT");
    System.setProperty("crmkit.log.level", level == null ? "info" : level);
    System.setProperty("crmkit.log.format", format == null ? "json" : format);
  }

  private void run(String command, List<String> words, Settings settings) {
    String email = command.equals("create-admin") ? words.get(1) : null;
    String password = email == null ? null : password(settings);
    try (Crm crm = open(settings)) {
      if (email != null && password != null) {
        String organization = settings.text("ORGANIZATION");
        UUID made = createAdmin(crm, email, password, organization);
        out.println("organization " + made + ", administrator " + email);
      } else if (command.equals("migrate")) {
        out.println("the database is up to date");
      } else {
        serve(crm, settings, command.equals("demo"));
      }
    }
  }

  private Crm open(Settings settings) {
    return Crm.builder()
        .storage(
            StorageChoice.open(
                settings.text("DATABASE_URL"),
                settings.text("DATABASE_USER"),
                settings.text("DATABASE_PASSWORD"),
                settings.dataDir()))
        .keys(keys(settings))
        .login(settings.loginConfig())
        .build();
  }

  private LocalKeyRing keys(Settings settings) {
    LocalKeyRing given = settings.keys();
    if (given != null) {
      return given;
    }
    if (StorageChoice.MEMORY.equals(settings.text("DATABASE_URL"))) {
      return LocalKeyRing.parse(LocalKeyRing.generate()); // ends with what it seals
    }
    Path file = settings.dataDir().resolve("keys");
    if (!Files.exists(file)) {
      err.println(
          "warning: a key was generated into "
              + file
              + "; without it encrypted fields are lost, so keep a copy elsewhere");
    }
    return LocalKeyRing.file(file);
  }

  private void serve(Crm crm, Settings settings, boolean isDemo) {
    firstAdmin(crm, settings);
    if (isDemo && settings.isProduction()) {
      throw new IllegalArgumentException("demo has known passwords and is refused in production");
    }
    DemoData demo = isDemo ? DemoData.load(crm) : null;
    try (CrmServer server = CrmServer.of(crm, settings.server()).start()) {
      out.println("CrmKit listens on " + server.address());
      if (demo != null) {
        demo.print(out);
      }
      out.flush();
      serving.accept(server);
    }
  }

  private static void firstAdmin(Crm crm, Settings settings) {
    String email = settings.text("ADMIN_EMAIL");
    String password = settings.text("ADMIN_PASSWORD");
    if (email != null && password != null && !crm.members().hasUsers()) {
      createAdmin(crm, email, password, settings.text("ADMIN_ORGANIZATION"));
    }
  }

  /** Makes an organization and its first administrator. */
  static UUID createAdmin(Crm crm, String email, String password, @Nullable String organization) {
    String name = organization == null ? "My organization" : organization;
    UUID made = createOrganization(crm, name);
    Workspace workspace = crm.as(Actor.system(made, "setup", Grants.all()));
    crm.members().addMember(workspace.session(), email, null, List.of("ADMIN"), null, password);
    return made;
  }

  /** Names may repeat; names in addresses may not, and get a number then. */
  private static UUID createOrganization(Crm crm, String name) {
    String slug = MemberService.slugOf(name);
    for (int i = 2; ; i++) {
      try {
        return crm.createOrganization(Organization.of(name, slug));
      } catch (ConflictException e) {
        slug = MemberService.slugOf(name.substring(0, Math.min(50, name.length())) + " " + i);
      }
    }
  }

  @SuppressWarnings("SystemConsoleNull") // null on JDK 17, and no text at the end of the input
  private static String password(Settings settings) {
    String given = settings.text("ADMIN_PASSWORD");
    Console console = System.console();
    if (given == null && console != null) {
      char[] typed = console.readPassword("Password: ");
      given = typed == null ? null : new String(typed);
    }
    if (given == null || given.isBlank()) {
      throw new IllegalArgumentException(
          "CRMKIT_ADMIN_PASSWORD is needed where nobody can type it");
    }
    return given;
  }
}
