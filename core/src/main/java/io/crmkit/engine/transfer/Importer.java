package io.crmkit.engine.transfer;

import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportPhase;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.ImportState;
import io.crmkit.engine.RecordSession;
import io.crmkit.error.ConflictException;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.OutcomeUnknownException;
import io.crmkit.error.UnavailableException;
import io.crmkit.record.Declaration;
import io.crmkit.record.Field;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports files, as one actor in one organization. A run never stops at a row: what is refused
 * becomes {@link ImportError}s, everything else is written, in the order of the file. Rows are
 * written as the actor would write them one by one, with all rules; they keep their original times
 * and owners where the file has them. Their events carry the source {@code import:ID}.
 *
 * <p>Needs the permission {@code import} of the type, beside {@code create} and, with a key, {@code
 * update}. Thread-safe; a run is at work in one place at a time.
 *
 * <pre>{@code
 * Importer importer = new Importer(session);
 * Stored<ImportRun> run = importer.start(source, ImportRequest.of("contact", fileId));
 * run = importer.run(run.id(), source, progress -> {});
 * }</pre>
 *
 * @since 0.1
 */
public final class Importer {
  private static final int LARGEST_MAPPING = 60_000;

  private final RecordSession session;

  /** Imports as the actor of {@code session}, which is in no transaction. */
  public Importer(RecordSession session) {
    this.session = session;
  }

  /**
   * Tells what an import would make of a file: its encoding, its separator, and where each column
   * goes. Writes nothing.
   *
   * @throws InvalidRequestException if the file is no table ({@code NOT_CSV}, {@code EMPTY_FILE},
   *     {@code INVALID_ENCODING}), of another type ({@code WRONG_TYPE}), or the mapping does not
   *     fit ({@code INVALID_MAPPING}, {@code INVALID_KEY}, {@code NO_COLUMNS})
   * @throws NotPermittedException if the actor may not import this type
   */
  public ImportPlan plan(ImportSource source, ImportRequest request) {
    Declaration<?> type = type(request.type());
    requireKey(type, request.key());
    FileShape shape = shape(source, request.charset(), request.mapping().skipLines(), type);
    return new Planner(session, type, request.mapping(), request.key()).plan(shape);
  }

  private Declaration<?> type(String name) {
    Declaration<?> type =
        session.schema().find(name).orElseThrow(() -> new NotFoundException("type", name));
    if (type.isHidden() || type.isPlatform()) {
      throw new NotFoundException("type", name);
    }
    session.require(type, "import");
    if (!type.verbs().contains(Verb.CREATE)) {
      throw new InvalidRequestException("VERB_NOT_OFFERED", type + " takes no new rows");
    }
    session.require(type, "create");
    return type;
  }

  private void requireKey(Declaration<?> type, @Nullable String key) {
    if (key == null) {
      return;
    }
    session.require(type, "update");
    Field field = type.find(key).orElse(null);
    boolean isKey =
        field != null
            && (key.equals("id")
                || (!field.isEnvelope()
                    && field.isIndexed()
                    && !field.isList()
                    && !field.isManaged()));
    if (!isKey || !type.verbs().contains(Verb.UPDATE)) {
      throw InvalidRequestException.parameter(
          "INVALID_KEY", "key", "names no unique or indexed field of " + type);
    }
  }

  private static FileShape shape(
      ImportSource source, @Nullable Charset charset, @Nullable Integer skip, Declaration<?> type) {
    try {
      FileShape shape = Sniffer.sniff(source, charset, skip);
      String written = Sniffer.schemaType(source, shape.charset());
      if (written != null && !written.equals(type.name()) && !written.equals(type.plural())) {
        throw new InvalidRequestException(
            "WRONG_TYPE", "the file holds rows of another type than " + type);
      }
      return shape;
    } catch (IOException e) {
      throw new InvalidRequestException("UNREADABLE_FILE", "the file cannot be read to its end");
    }
  }

  /**
   * Notes an import, without reading rows yet. The mapping of the run tells how columns go, and the
   * headings that nothing is known about.
   *
   * @throws InvalidRequestException as {@link #plan} does
   */
  public Stored<ImportRun> start(ImportSource source, ImportRequest request) {
    ImportPlan plan = plan(source, request);
    String mapping = Json.write(RunDetails.plain(plan));
    if (mapping.length() > LARGEST_MAPPING) {
      throw InvalidRequestException.parameter("INVALID_MAPPING", "mapping", "is too large");
    }
    UUID actor = session.actor().id();
    Id<?> owner = request.ownerId() != null || actor == null ? request.ownerId() : new Id<>(actor);
    if (owner == null) {
      throw InvalidRequestException.parameter("REQUIRED", "ownerId", "says who imports");
    }
    ImportRun run =
        new ImportRun(
            request.type(),
            request.fileId(),
            mapping,
            request.key(),
            request.isDryRun(),
            ImportState.RUNNING,
            ImportPhase.QUEUED,
            ImportCounts.ZERO,
            0,
            null,
            owner);
    Id<ImportRun> id = session.transact(joined -> joined.rules().create(ImportRun.class, run));
    return find(id);
  }

  /**
   * Reads the file of a run and writes its rows; goes on where an earlier call was interrupted.
   * When this returns the run is done, or failed: since the file is broken, the actor may not
   * import it any more, or somebody cancelled it.
   *
   * @param source the file that the run was started with
   * @param listener hears how far it is, after each block; when it throws a {@link
   *     CancellationException} the run is left as it stands, and the next call goes on with it
   * @return the run as it ended
   * @throws ConflictException if the run has ended ({@code IMPORT_ENDED}), or another process goes
   *     on with it
   * @throws CancellationException if the listener throws it
   * @throws UnavailableException if the storage does not answer; the next call goes on
   * @throws OutcomeUnknownException if it was lost while it committed; the next call goes on
   */
  public Stored<ImportRun> run(
      Id<ImportRun> id, ImportSource source, Consumer<ImportProgress> listener) {
    Stored<ImportRun> run = find(id);
    if (run.value().state() != ImportState.RUNNING) {
      throw new ConflictException("IMPORT_ENDED", "the import has ended");
    }
    try {
      Declaration<?> type = type(run.value().targetType());
      Object plain = Json.read(run.value().mapping());
      ImportMapping mapping = ImportMapping.ofPlain(plain);
      FileShape shape = Sniffer.sniff(source, RunDetails.charset(plain), mapping.skipLines());
      Planner planner = new Planner(session, type, mapping, run.value().keyField());
      ImportPlan plan = planner.plan(shape);
      update(id, ImportState.RUNNING, ImportPhase.READING, null);
      RunReader.of(session.with(sourceOf("import:", id)), type, run, plan, planner.targets())
          .read(source, listener);
      update(id, ImportState.DONE, ImportPhase.ENDED, null);
    } catch (IOException e) {
      update(id, ImportState.FAILED, ImportPhase.ENDED, "BROKEN_FILE");
    } catch (InvalidRequestException | NotPermittedException | NotFoundException e) {
      update(id, ImportState.FAILED, ImportPhase.ENDED, e.code());
    } catch (BlockWriter.StoppedException e) {
      return find(id);
    } catch (CancellationException
        | UnavailableException
        | OutcomeUnknownException
        | ConflictException e) {
      throw e; // the run goes on later, from where its storage says that it is, or elsewhere
    } catch (RuntimeException e) {
      endBroken(id, e);
      throw e;
    }
    return find(id);
  }

  /** Ends a run that met a fault of ours, which trying again would meet again. */
  private void endBroken(Id<ImportRun> id, RuntimeException fault) {
    try {
      update(id, ImportState.FAILED, ImportPhase.ENDED, "INTERNAL_ERROR");
    } catch (RuntimeException e) {
      fault.addSuppressed(e);
    }
  }

  static Map<String, String> sourceOf(String prefix, Id<ImportRun> id) {
    return Map.of("source", prefix + id);
  }

  /** Changes the state of a run that is not ended yet; one that was cancelled stays so. */
  private void update(
      Id<ImportRun> id, ImportState state, ImportPhase phase, @Nullable String failure) {
    session.transact(
        joined -> {
          ImportRun run = joined.rules().find(ImportRun.class, id).orElseThrow().value();
          if (run.state() != ImportState.RUNNING) {
            throw new BlockWriter.StoppedException();
          }
          joined.rules().update(ImportRun.class, id, run.as(state, phase, failure));
          return id;
        });
  }

  /** Reads a run past the rights of its actor, who may have been given no word about runs. */
  private Stored<ImportRun> find(Id<ImportRun> id) {
    return session.transact(
        joined ->
            joined
                .rules()
                .find(ImportRun.class, id)
                .orElseThrow(() -> new NotFoundException("import", id)));
  }

  /**
   * Ends a run early. What was written stays.
   *
   * @throws NotFoundException if the actor may read no such run
   * @throws NotPermittedException without the permission {@code import:undo}
   * @throws ConflictException if the run has ended
   */
  public Stored<ImportRun> cancel(Id<ImportRun> id) {
    return end(id, ImportRun.CANCELLED);
  }

  /**
   * Ends a run that nobody can go on with, since its file is lost. What was written stays.
   *
   * @throws NotFoundException if the actor may read no such run
   * @throws NotPermittedException without the permission {@code import:undo}
   * @throws ConflictException if the run has ended
   */
  public Stored<ImportRun> abandon(Id<ImportRun> id) {
    return end(id, ImportRun.FILE_LOST);
  }

  private Stored<ImportRun> end(Id<ImportRun> id, String failure) {
    return session
        .records(ImportRun.class)
        .act(
            "undo",
            id,
            null,
            run -> {
              if (run.state() != ImportState.RUNNING) {
                throw new ConflictException("IMPORT_ENDED", "the import has ended");
              }
              return run.as(ImportState.FAILED, ImportPhase.ENDED, failure);
            });
  }

  /**
   * Takes a whole run back: deletes what it made, brings back what it changed. A record that
   * changed since is kept. A call that was interrupted is finished by the next one, which counts
   * its own share only.
   *
   * @throws NotFoundException if the actor may read no such run
   * @throws NotPermittedException without the permission {@code import:undo}
   * @throws ConflictException if it was taken back already ({@code ALREADY_UNDONE}), is still at
   *     work ({@code IMPORT_RUNNING}) or was a dry run ({@code NOT_UNDOABLE})
   */
  public UndoResult undo(Id<ImportRun> id) {
    Stored<ImportRun> run =
        session
            .records(ImportRun.class)
            .act(
                "undo",
                id,
                null,
                current -> {
                  refuseUndo(current);
                  return current.as(current.state(), ImportPhase.UNDOING, current.failure());
                });
    UndoResult result = new Undo(session, run).run();
    session.transact(
        joined -> {
          ImportRun current = joined.rules().find(ImportRun.class, id).orElseThrow().value();
          joined
              .rules()
              .update(
                  ImportRun.class,
                  id,
                  current.as(ImportState.UNDONE, ImportPhase.ENDED, current.failure()));
          return id;
        });
    return result;
  }

  private static void refuseUndo(ImportRun run) {
    switch (run.state()) {
      case UNDONE ->
          throw new ConflictException("ALREADY_UNDONE", "the import was taken back already");
      case RUNNING ->
          throw new ConflictException("IMPORT_RUNNING", "the import is at work: cancel it first");
      case DONE, FAILED -> {
        if (run.isDryRun()) {
          throw new ConflictException("NOT_UNDOABLE", "a dry run has written nothing");
        }
      }
    }
  }

  /**
   * Writes the refused rows of a run, as they were, with {@code error_row}, {@code error_column},
   * {@code error_code} and {@code error_message} in front, in the format of the file. Once mended
   * the result is imported as it is.
   *
   * @param source the file that the run was started with
   * @throws NotFoundException if the actor may read no such run
   */
  public void writeErrors(Id<ImportRun> id, ImportSource source, OutputStream to)
      throws IOException {
    ImportRun run = session.records(ImportRun.class).get(id).value();
    Object plain = Json.read(run.mapping());
    ImportMapping mapping = ImportMapping.ofPlain(plain);
    FileShape shape = Sniffer.sniff(source, RunDetails.charset(plain), mapping.skipLines());
    new ErrorFile(source, shape).write(new ErrorPages(session, id, false), to);
  }

  /** Returns the first errors of a run, in the order of its rows. */
  public List<ImportError> errors(Id<ImportRun> id, int most) {
    session.records(ImportRun.class).get(id);
    List<ImportError> errors = new ArrayList<>();
    ErrorPages pages = new ErrorPages(session, id, false);
    while (errors.size() < most && pages.hasNext()) {
      errors.add(pages.next());
    }
    return errors;
  }
}
