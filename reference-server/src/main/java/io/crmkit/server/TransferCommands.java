package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.engine.transfer.ImportMapping;
import io.crmkit.engine.transfer.ImportProgress;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.identity.Member;
import io.crmkit.identity.Organization;
import io.crmkit.record.Declaration;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The commands that bring tables in and out. What they say of their progress is no result. */
final class TransferCommands {
  /** The status of an import that is done but for some rows. */
  static final int ROWS_REFUSED = 3;

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int MOST_NAMED = 10;
  private static final int PAGE = 200;

  private final @Nullable String organization;
  private final Options options;
  private final PrintStream out;
  private final PrintStream err;
  private final boolean isTerminal;

  /**
   * What the command line says of a transfer.
   *
   * @param user address of the member on whose behalf it is done; null for the first administrator
   * @param mapping file of the mapping
   * @param key field by which rows find what they change
   * @param errors file for the refused rows
   * @param output file for what is exported; null for the standard output
   */
  record Options(
      @Nullable String user,
      @Nullable String mapping,
      @Nullable String key,
      boolean isDryRun,
      @Nullable String errors,
      @Nullable String output) {
    /** Takes them from the command line, as far as the command knows them. */
    static Options of(String command, CommandLine line) {
      boolean isImport = command.equals("import");
      return new Options(
          line.take("--user"),
          isImport ? line.take("--mapping") : null,
          isImport ? line.take("--key") : null,
          isImport && line.takeFlag("--dry-run"),
          isImport ? line.take("--errors") : null,
          isImport ? null : line.take("--output"));
    }
  }

  /**
   * Makes the commands.
   *
   * @param organization name or slug, needed where there are several
   */
  TransferCommands(
      @Nullable String organization,
      Options options,
      PrintStream out,
      PrintStream err,
      boolean isTerminal) {
    this.organization = organization;
    this.options = options;
    this.out = out;
    this.err = err;
    this.isTerminal = isTerminal;
  }

  /** Imports a file and returns the status of the process. */
  int importFile(Crm crm, ImportFiles files, String typeName, String name) throws IOException {
    Declaration<?> type = type(crm, typeName);
    Path file = Path.of(name);
    ImportMapping mapping =
        options.mapping() == null ? ImportMapping.GUESSED : mapping(Path.of(options.mapping()));
    UUID within = organization(crm);
    Actor actor = actor(crm, within);
    Importer importer = crm.as(actor).importer();
    ImportRequest request =
        new ImportRequest(
            type.name(), null, mapping, options.key(), options.isDryRun(), null, null);
    ImportFiles.Kept kept = keep(files, within, file);
    boolean isTaken = false;
    try {
      ImportSource source = source(files, within, kept.id());
      Stored<ImportRun> run = importer.start(source, request);
      files.assign(within, kept, run.id());
      isTaken = true;
      try (ImportFiles.Claim claim = files.claim(within, run.id())) {
        if (claim == null) {
          throw new IllegalStateException("another process goes on with import " + run.id());
        }
        return run(importer, run, source(files, within, run.id()));
      }
    } finally {
      if (!isTaken) {
        files.delete(within, kept);
      }
    }
  }

  private static ImportMapping mapping(Path file) throws IOException {
    try {
      return ImportMapping.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("--mapping: there is no file " + file, e);
    }
  }

  private static ImportFiles.Kept keep(ImportFiles files, UUID organization, Path file)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no file " + file);
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return files.keep(organization, bytes, Long.MAX_VALUE);
    }
  }

  private static ImportSource source(
      ImportFiles files, UUID organization, io.crmkit.record.Id<?> id) {
    ImportSource source = files.find(organization, id);
    if (source == null) {
      throw new IllegalStateException("the file to import was deleted meanwhile");
    }
    return source;
  }

  private int run(Importer importer, Stored<ImportRun> begun, ImportSource source)
      throws IOException {
    Progress progress = new Progress(err, isTerminal);
    Stored<ImportRun> run;
    try {
      run = importer.run(begun.id(), source, at -> show(progress, at));
    } finally {
      progress.end();
    }
    ImportCounts counts = run.value().counts();
    out.println((options.isDryRun() ? "dry run " : "import ") + run.id() + ": " + words(counts));
    if (run.value().state() == ImportState.FAILED) {
      err.println("the import failed: " + run.value().failure());
      return FAILED;
    }
    if (counts.rejected() == 0) {
      return DONE;
    }
    refused(importer, run, source);
    return ROWS_REFUSED;
  }

  private static void show(Progress progress, ImportProgress at) {
    progress.at(at.bytes(), at.totalBytes(), words(at.counts()));
  }

  private static String words(ImportCounts counts) {
    return String.format(
        Locale.ROOT,
        "%,d rows read, %,d created, %,d updated, %,d skipped, %,d refused",
        counts.read(),
        counts.created(),
        counts.updated(),
        counts.skipped(),
        counts.rejected());
  }

  private void refused(Importer importer, Stored<ImportRun> run, ImportSource source)
      throws IOException {
    List<ImportError> first = importer.errors(run.id(), MOST_NAMED + 1);
    for (ImportError error : first.subList(0, Math.min(MOST_NAMED, first.size()))) {
      String column = error.column() == null ? "" : ", " + error.column();
      err.println("row " + error.row() + column + ": " + error.message());
    }
    if (first.size() > MOST_NAMED) {
      err.println("…");
    }
    String errors = options.errors();
    if (errors == null) {
      err.println("--errors FILE writes the refused rows, which import once mended");
      return;
    }
    write(Path.of(errors), to -> importer.writeErrors(run.id(), source, to));
    err.println("the refused rows are in " + errors);
  }

  /** Exports a type and returns the status of the process. */
  int export(Crm crm, String typeName) throws IOException {
    Declaration<?> type = type(crm, typeName);
    RecordSession session = crm.as(actor(crm, organization(crm))).session();
    Exporter exporter = new Exporter(session);
    String output = options.output();
    Progress progress = new Progress(err, isTerminal);
    boolean isSilent = output == null && isTerminal; // a bar among the rows helps nobody
    long total = isSilent ? 0 : count(session, type);
    long[] written = new long[1];
    Writing writing =
        to ->
            exporter.write(
                type.name(),
                Query.ALL,
                Set.of(),
                true,
                to,
                rows -> {
                  written[0] = rows;
                  if (!isSilent) {
                    progress.at(rows, total, String.format(Locale.ROOT, "%,d rows", rows));
                  }
                });
    try {
      if (output == null) {
        writing.write(out);
      } else {
        write(Path.of(output), writing);
      }
    } finally {
      progress.end();
    }
    if (out.checkError()) {
      err.println("the output cannot be written");
      return FAILED;
    }
    err.println(String.format(Locale.ROOT, "%,d %s exported", written[0], type.plural()));
    return DONE;
  }

  private static long count(RecordSession session, Declaration<?> type) {
    session.require(type, "export");
    Long total =
        session.records(type.javaType()).list(Query.ALL.scanning().counted().limit(1)).total();
    return total == null ? 0 : total;
  }

  /** Writes bytes. */
  private interface Writing {
    void write(OutputStream to) throws IOException;
  }

  /** Writes a file that is there as a whole or not at all. */
  private static void write(Path file, Writing writing) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (OutputStream to = Files.newOutputStream(part)) {
        writing.write(to);
      }
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Declaration<?> type(Crm crm, String name) {
    Schema schema = crm.engine().schema();
    Declaration<?> type = schema.find(name).or(() -> schema.findPlural(name)).orElse(null);
    if (type == null || type.isHidden() || type.isPlatform()) {
      throw new IllegalArgumentException("there is no type " + name);
    }
    return type;
  }

  private UUID organization(Crm crm) {
    List<Stored<Organization>> all = new ArrayList<>();
    crm.engine()
        .platformSession(Actor.system(new UUID(0, 0), "transfer", Grants.all()))
        .records(Organization.class)
        .forEach(Query.ALL, all::add);
    String named = organization;
    List<Stored<Organization>> fitting =
        all.stream()
            .filter(
                each ->
                    named == null
                        || each.value().name().equals(named)
                        || each.value().slug().equals(named))
            .toList();
    if (fitting.size() == 1) {
      return fitting.get(0).id().value();
    }
    if (all.isEmpty()) {
      throw new IllegalStateException("there is no organization yet: create-admin makes one");
    }
    throw new IllegalArgumentException(
        named == null
            ? "there are " + all.size() + " organizations: name one by --organization"
            : "--organization: " + fitting.size() + " organizations are called " + named);
  }

  private Actor actor(Crm crm, UUID organization) {
    RecordSession system = crm.as(Actor.system(organization, "transfer", Grants.all())).session();
    UUID user = options.user() == null ? administrator(crm, system) : named(system, options.user());
    return crm.members()
        .actor(organization, user)
        .orElseThrow(() -> new IllegalStateException("the user is no active member"));
  }

  private static UUID named(RecordSession system, String email) {
    List<UUID> found = system.directory().findMembers(system.organizationId(), email);
    if (found.size() != 1) {
      throw new IllegalArgumentException("--user: " + email + " names no member");
    }
    return found.get(0);
  }

  private static UUID administrator(Crm crm, RecordSession system) {
    String cursor = null;
    do {
      Page<Member> page =
          crm.members().list(system, Query.ALL.sort("createdAt").limit(PAGE).after(cursor));
      for (Member member : page.items()) {
        if (member.roles().contains("ADMIN") && member.membership().value().isActive()) {
          return member.user().id().value();
        }
      }
      cursor = page.nextCursor();
    } while (cursor != null);
    throw new IllegalStateException("the organization has no administrator: name a --user");
  }
}
