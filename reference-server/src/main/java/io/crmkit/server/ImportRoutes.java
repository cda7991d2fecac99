package io.crmkit.server;

import io.crmkit.engine.AccessCheck;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.transfer.ImportMapping;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.engine.transfer.UndoResult;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Id;
import io.crmkit.record.Schema;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Imports: sending a file, and what can be asked of its run. */
final class ImportRoutes {
  private static final Logger LOG = LoggerFactory.getLogger(ImportRoutes.class);
  private static final String ONE = "/v1/imports/{id}";
  private static final String TAG = "imports";

  private final Parts parts;
  private final ImportFiles files;
  private final ImportJobs jobs;

  ImportRoutes(Parts parts, ImportFiles files, ImportJobs jobs) {
    this.parts = parts;
    this.files = files;
    this.jobs = jobs;
  }

  void addTo(Router router) {
    Schema schema = parts.crm().engine().schema();
    for (Declaration<?> type : schema.types()) {
      if (ResourceRoutes.isServed(type) && type.verbs().contains(Verb.CREATE)) {
        router.add(
            new Route(
                    "POST",
                    "/v1/" + type.plural() + "/import",
                    "import" + Schemas.name(type.plural()),
                    call -> start(call, type))
                .tag(type.plural())
                .summary("Writes the rows of a CSV or JSON Lines file in the background")
                .parameters(ImportSchemas.parameters())
                .takes(ImportSchemas.FORM, ImportUpload.FORM)
                .takes(ImportSchemas.FILE, "text/csv", "application/x-ndjson", "application/gzip")
                .answers(202, "The run", Schemas.ref("Import"), "Location"));
      }
    }
    router.add(
        route("GET", "/errors.csv", "getImportErrors", this::errors)
            .summary("Returns the refused rows with what is wrong in front; mended, they import")
            .answersAs(200, "The rows of a CSV file", "text/csv")
            .answersAs(200, "The rows, as the file was", "application/x-ndjson")
            .refuses(410, "The file is not kept any more"));
    router.add(
        route("POST", "/undo", "undoImport", this::undo)
            .summary("Deletes what a run made, and brings back what it changed")
            .answers(200, "What was taken back", Schemas.ref("ImportUndo")));
    router.add(
        route("POST", "/cancel", "cancelImport", this::cancel)
            .summary("Ends a run early; what it wrote stays")
            .answers(200, "The run", Schemas.ref("Import")));
  }

  private static Route route(
      String method, String below, String operationId, Route.Handler handler) {
    return new Route(method, ONE + below, operationId, handler).tag(TAG).parameter(Parameters.id());
  }

  private Answer start(Call call, Declaration<?> type) {
    RecordSession session = call.session();
    session.require(type, "import");
    session.require(type, "create");
    ImportUpload.requireType(call.context().req());
    call.onlyQuery(Set.of("key", "dryRun", "mapping"));
    String key = call.query("key");
    boolean isDryRun = flag(call, "dryRun");
    String given = call.query("mapping");
    ImportMapping early = given == null ? ImportMapping.GUESSED : ImportMapping.of(given);

    UUID organization = session.organizationId();
    ImportUpload upload =
        ImportUpload.read(call.context().req(), files, organization, parts.config().maxImport());
    boolean[] isTaken = new boolean[1];
    try {
      if (given != null && upload.mapping() != null) {
        throw InvalidRequestException.parameter("INVALID_MAPPING", "mapping", "is given twice");
      }
      ImportMapping mapping = upload.mapping() == null ? early : ImportMapping.of(upload.mapping());
      ImportRequest request =
          new ImportRequest(type.name(), null, mapping, key, isDryRun, upload.charset(), null);
      return call.onceClaimed(
          session,
          fingerprint(request, upload),
          () -> {
            Stored<ImportRun> run = begin(session, request, upload.file());
            isTaken[0] = true;
            jobs.submit(organization, run);
            return Answer.json(202, ImportForm.of(session, run))
                .with("Location", "/v1/imports/" + run.id());
          });
    } finally {
      if (!isTaken[0]) {
        drop(organization, upload.file());
      }
    }
  }

  private static boolean flag(Call call, String name) {
    String text = call.query(name);
    if (text != null && !text.equals("true") && !text.equals("false")) {
      throw InvalidRequestException.parameter("INVALID_VALUE", name, "is neither true nor false");
    }
    return "true".equals(text);
  }

  private Stored<ImportRun> begin(
      RecordSession session, ImportRequest request, ImportFiles.Kept file) {
    UUID organization = session.organizationId();
    Stored<ImportRun> run;
    try {
      run = new Importer(session).start(source(organization, file.id()), request);
    } catch (InvalidRequestException e) {
      throw ImportUpload.asRefusal(e);
    }
    try {
      files.assign(organization, file, run.id());
      return run;
    } catch (IOException e) {
      jobs.abandon(organization, run.id());
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what makes two imports the same under one key: the bytes, and what was asked. */
  private static Map<String, @Nullable Object> fingerprint(
      ImportRequest request, ImportUpload upload) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    parts.put("file", upload.file().sha256());
    parts.put("charset", upload.charset() == null ? null : upload.charset().name());
    parts.put("mapping", request.mapping().toPlain());
    parts.put("key", request.key());
    parts.put("dryRun", request.isDryRun());
    return parts;
  }

  private void drop(UUID organization, ImportFiles.Kept file) {
    try {
      files.delete(organization, file);
    } catch (IOException e) {
      LOG.warn("a file that no import reads stays until it is purged", e);
    }
  }

  private ImportSource source(UUID organization, Id<?> id) {
    ImportSource source = files.find(organization, id);
    if (source == null) {
      throw new HttpException(
          410, "IMPORT_FILE_GONE", "the file of this import is not kept here any more");
    }
    return source;
  }

  private static Stored<ImportRun> get(Call call) {
    Id<ImportRun> id = call.id();
    RecordSession session = call.session();
    check(session).may("read", id, false);
    return session.records(ImportRun.class).get(id);
  }

  private static AccessCheck<ImportRun> check(RecordSession session) {
    return new AccessCheck<>(session, session.schema().type(ImportRun.class));
  }

  private Answer errors(Call call) {
    Stored<ImportRun> run = get(call);
    call.onlyQuery(Set.of());
    RecordSession session = call.session();
    ImportSource source = source(session.organizationId(), run.id());
    boolean isJson = ImportForm.isJsonLines(run.value());
    return Answer.stream(
            isJson ? "application/x-ndjson" : "text/csv; charset=utf-8",
            context -> {
              try {
                new Importer(session).writeErrors(run.id(), source, context.outputStream());
              } catch (IOException e) {
                throw new UncheckedIOException(e); // whoever asked has gone
              }
            })
        .with(
            "Content-Disposition",
            "attachment; filename=\"errors." + (isJson ? "jsonl" : "csv") + "\"");
  }

  private Answer undo(Call call) {
    Id<ImportRun> id = mayEnd(call);
    return call.onceClaimed(
        call.session(),
        List.of(),
        () -> {
          UndoResult result = new Importer(call.session()).undo(id);
          return Answer.json(200, ImportForm.of(result));
        });
  }

  private Answer cancel(Call call) {
    Id<ImportRun> id = mayEnd(call);
    return call.once(
        List.of(),
        session -> new Importer(session).cancel(id),
        run -> Answer.json(200, ImportForm.of(call.session(), run)));
  }

  private static Id<ImportRun> mayEnd(Call call) {
    Id<ImportRun> id = call.id();
    check(call.session()).may("undo", id, false);
    call.onlyQuery(Set.of());
    new ActionBody(call.objectIfAny(), Set.of()).done();
    return id;
  }
}
