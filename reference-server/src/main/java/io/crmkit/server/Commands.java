package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.CrmBuilder;
import io.crmkit.Workspace;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.cache.redis.RedisCacheStore;
import io.crmkit.cache.redis.RedisConfig;
import io.crmkit.engine.LocalKeyRing;
import io.crmkit.error.ConflictException;
import io.crmkit.error.CrmException;
import io.crmkit.identity.MemberService;
import io.crmkit.identity.Organization;
import java.io.Console;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
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
      """
      usage: crmkit-server [COMMAND] [--option value]…

        serve                  migrates the database, then serves; what is done without a command
        demo                   serves with a sample organization
        migrate                migrates the database and ends
        create-admin EMAIL     makes an organization and its first administrator
        import TYPE FILE       reads CSV or JSON Lines, plain or packed with gzip
          --mapping FILE         how columns become fields, as JSON; else headings tell
          --key FIELD            unique or indexed field, or id, by which rows find what they change
          --dry-run              checks everything and writes nothing
          --errors FILE          where refused rows go, which import once mended
        export TYPE            writes CSV to the standard output
          --output FILE          writes it there
        help                   shows this

      create-admin, import and export take --organization NAME; import and export, which need it
      where there are several, also --user EMAIL, whose rights then count instead of those of the
      first administrator. Every setting CRMKIT_SOME_NAME is also --some-name.

      status: 0 done, 1 failed, 2 wrong use, 3 imported but for refused rows\
      """;

  /** The commands, and how many words stand behind each. */
  private static final Map<String, Integer> OPERANDS =
      Map.of("serve", 0, "demo", 0, "migrate", 0, "create-admin", 1, "import", 2, "export", 1);

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean isTerminal;
  private final Consumer<CrmServer> serving;

  /**
   * Runs commands in an environment.
   *
   * @param isTerminal whether somebody looks at what is printed while it is
   * @param serving what is done once a server listens; when it returns, the server is stopped
   */
  Commands(
      Map<String, String> environment,
      PrintStream out,
      PrintStream err,
      boolean isTerminal,
      Consumer<CrmServer> serving) {
    this.isTerminal = isTerminal;
    this.environment = environment;
    this.out = out;
    this.err = err;
    this.serving = serving;
  }

  /** Returns the commands of this process, which serve until it is told to end. */
  static Commands ofProcess() {
    return new Commands(
        System.getenv(), System.out, System.err, isTerminal(), Commands::untilShutdown);
  }

  /** From Java 22 on there is a console without a terminal too, which then says so. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
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
    CommandLine line = new CommandLine(List.of(arguments));
    List<String> words = line.words();
    String command = words.isEmpty() ? "serve" : words.get(0);
    try {
      if (line.takeFlag("--help") || command.equals("help")) {
        out.println(USAGE);
        return 0;
      }
      Integer operands = OPERANDS.get(command);
      if (operands == null) {
        err.println("unknown command: " + command);
      } else if (!words.isEmpty() && words.size() != operands + 1) {
        err.println("wrong number of words behind " + command);
      } else {
        return command.equals("import") || command.equals("export")
            ? transfer(words, line)
            : run(command, words, line);
      }
      err.println(USAGE);
      return WRONG_USE;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return WRONG_USE;
    } catch (CrmException | IllegalStateException e) {
      err.println(e.getMessage());
      return FAILED;
    } catch (IOException | UncheckedIOException e) {
      err.println("a file cannot be read or written: " + e.getMessage());
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

  /** What a command prints must be its result alone, so the log goes elsewhere. */
  private int transfer(List<String> words, CommandLine line) throws IOException {
    TransferCommands.Options options = TransferCommands.Options.of(words.get(0), line);
    Settings settings = Settings.read(environment, line.options());
    System.setProperty("crmkit.log.target", "System.err");
    log(settings);
    TransferCommands commands =
        new TransferCommands(settings.text("ORGANIZATION"), options, out, err, isTerminal);
    try (Crm crm = open(settings);
        ImportFiles files = new ImportFiles(settings.server().importFolder())) {
      return words.get(0).equals("import")
          ? commands.importFile(crm, files, words.get(1), words.get(2))
          : commands.export(crm, words.get(1));
    }
  }

  private int run(String command, List<String> words, CommandLine line) {
    Settings settings = Settings.read(environment, line.options());
    log(settings);
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
    return 0;
  }

  private Crm open(Settings settings) {
    CrmBuilder builder = Crm.builder().caching(settings.isCaching());
    RedisConfig redis = settings.redis();
    if (redis != null && settings.isCaching()) {
      builder.cache(RedisCacheStore.of(redis));
    }
    LocalKeyRing keys = keys(settings);
    return builder
        .storage(
            StorageChoice.open(
                settings.text("DATABASE_URL"),
                settings.text("DATABASE_USER"),
                settings.text("DATABASE_PASSWORD"),
                settings.dataDir()))
        .keys(keys)
        .files(settings.files().open(keys))
        .login(settings.loginConfig())
        .webhooks(settings.webhookConfig())
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
      crm.jobs().start();
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
