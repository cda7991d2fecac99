package io.crmkit.testkit;

import io.crmkit.engine.BatchResult;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.ImportCounts;
import io.crmkit.engine.ImportError;
import io.crmkit.engine.ImportRun;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.engine.transfer.ImportRequest;
import io.crmkit.engine.transfer.ImportSource;
import io.crmkit.engine.transfer.Importer;
import io.crmkit.error.CrmException;
import io.crmkit.record.Id;
import io.crmkit.record.Json;
import io.crmkit.record.Stored;
import io.crmkit.record.Verb;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The doors of the library itself. */
public enum CoreDoors implements Door {
  /** A record of the language. */
  JAVA {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return tried(world, type, () -> created(records(world.session(), world, type), fields));
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return tried(world, type, () -> updated(records(world.session(), world, type), id, changes));
    }

    private static <T> @Nullable Stored<T> created(Records<T> records, Map<String, Object> fields) {
      T value = TypedForm.of(records.type(), fields);
      return value == null ? null : records.create(value);
    }

    private static <T> @Nullable Stored<T> updated(
        Records<T> records, String id, Map<String, Object> changes) {
      Stored<T> read = records.get(Id.of(id));
      T value = TypedForm.changed(records.type(), read.value(), changes);
      return value == null ? null : records.update(read, value);
    }

    @Override
    public Managed managed() {
      return Managed.IGNORED;
    }
  },
  /** A plain form. */
  PLAIN {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return tried(world, type, () -> records(world.session(), world, type).createPlain(fields));
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return tried(
          world,
          type,
          () -> records(world.session(), world, type).updatePlain(Id.of(id), null, changes));
    }
  },
  /** A step of a transaction of several. */
  TRANSACTION {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return tried(
          world,
          type,
          () ->
              world.session().transact(joined -> records(joined, world, type).createPlain(fields)));
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return tried(
          world,
          type,
          () ->
              world
                  .session()
                  .transact(
                      joined ->
                          records(joined, world, type).updatePlain(Id.of(id), null, changes)));
    }
  },
  /** A named action of the type, which changes a field by the way. */
  ACTION {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return null;
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return tried(world, type, () -> acted(records(world.session(), world, type), id, changes));
    }

    private static <T> @Nullable Stored<T> acted(
        Records<T> records, String id, Map<String, Object> changes) {
      List<String> actions = records.type().actions();
      Id<T> row = Id.of(id);
      T value = TypedForm.changed(records.type(), records.get(row).value(), changes);
      return actions.isEmpty() || value == null
          ? null
          : records.act(actions.get(0), row, null, current -> value);
    }

    @Override
    public Managed managed() {
      return Managed.WRITTEN;
    }
  },
  /** A row of a batch of its own transactions. */
  BATCH {
    @Override
    public Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return told(world, new BatchRow(BatchRow.Op.CREATE, type, null, null, null, null, fields));
    }

    @Override
    public Tried update(RuleWorld world, String type, String id, Map<String, Object> changes) {
      return told(world, new BatchRow(BatchRow.Op.UPDATE, type, null, id, null, null, changes));
    }

    private static Tried told(RuleWorld world, BatchRow row) {
      BatchResult result = world.session().batch(List.of(row), false).get(0);
      CrmException failure = result.failure();
      return failure != null
          ? Tried.refused(failure)
          : Tried.written(world.read(result.type(), result.stored().id().toString()));
    }
  },
  /** A row of a batch that is one transaction. */
  ATOMIC_BATCH {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      BatchRow row = new BatchRow(BatchRow.Op.CREATE, type, null, null, null, null, fields);
      return tried(world, type, () -> world.session().batch(List.of(row), true).get(0).stored());
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      BatchRow row = new BatchRow(BatchRow.Op.UPDATE, type, null, id, null, null, changes);
      return tried(world, type, () -> world.session().batch(List.of(row), true).get(0).stored());
    }
  },
  /** What makes a record, or changes the one of the same key. */
  UPSERT {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      String key = UpsertKeys.free(world, type, fields);
      boolean isOffered = world.type(type).verbs().contains(Verb.UPDATE);
      return key == null || !isOffered ? null : upserted(world, type, key, fields);
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      String key = UpsertKeys.taken(world, type, id, changes);
      boolean isOffered = world.type(type).verbs().contains(Verb.CREATE);
      return key == null || !isOffered
          ? null
          : upserted(world, type, key, UpsertKeys.with(world, type, id, key, changes));
    }

    private static @Nullable Tried upserted(
        RuleWorld world, String type, String key, Map<String, Object> fields) {
      return tried(
          world,
          type,
          () -> records(world.session(), world, type).upsertPlain(key, fields).stored());
    }
  },
  /** A file with comma-separated values. */
  CSV_IMPORT {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return CsvForm.holds(world.type(type), fields) ? imported(world, type, null, fields) : null;
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      return CsvForm.holds(world.type(type), changes) ? imported(world, type, id, changes) : null;
    }

    private static @Nullable Tried imported(
        RuleWorld world, String type, @Nullable String id, Map<String, Object> fields) {
      CsvForm csv = CsvForm.of(world.type(type), id, fields);
      return load(world, ImportRequest.of(type).mapped(csv.mapping()), csv.text(), id);
    }

    /** A column that cannot be written is refused with the file; a cell is a text at first. */
    @Override
    public boolean refuses(String wanted, List<String> refusals) {
      String field = wanted.substring(wanted.indexOf(' ') + 1);
      return switch (wanted.substring(0, Math.max(0, wanted.indexOf(' ')))) {
        case "MANAGED_FIELD", "UNKNOWN_FIELD" ->
            refusals.contains("INVALID_MAPPING") || refusals.contains(wanted);
        case "INVALID_TYPE" -> refusals.stream().anyMatch(each -> each.endsWith(" " + field));
        default -> refusals.contains(wanted);
      };
    }
  },
  /** A file with a JSON object a line. */
  JSON_IMPORT {
    @Override
    public @Nullable Tried create(RuleWorld world, String type, Map<String, Object> fields) {
      return load(world, ImportRequest.of(type), Json.write(fields), null);
    }

    @Override
    public @Nullable Tried update(
        RuleWorld world, String type, String id, Map<String, Object> changes) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("id", id);
      row.putAll(changes);
      return load(world, ImportRequest.of(type), Json.write(row), id);
    }

    @Override
    public Managed managed() {
      return Managed.IGNORED;
    }
  };

  @Override
  public Managed managed() {
    return Managed.REFUSED;
  }

  private static Records<?> records(RecordSession session, RuleWorld world, String type) {
    return session.records(world.type(type).javaType());
  }

  private static @Nullable Tried tried(
      RuleWorld world, String type, Supplier<@Nullable Stored<?>> work) {
    try {
      Stored<?> stored = work.get();
      return stored == null ? null : Tried.written(world.read(type, stored.id().toString()));
    } catch (CrmException e) {
      return Tried.refused(e);
    }
  }

  /** Imports a file of one row; of a blank one nothing can be said. */
  private static @Nullable Tried load(
      RuleWorld world, ImportRequest asked, String text, @Nullable String id) {
    ImportRequest request = id == null ? asked : asked.keyed("id");
    Importer importer = new Importer(world.session());
    ImportSource source = ImportSource.of(text.getBytes(StandardCharsets.UTF_8));
    try {
      Stored<ImportRun> run = importer.start(source, request);
      run = importer.run(run.id(), source, progress -> {});
      List<ImportError> errors = importer.errors(run.id(), 100);
      ImportCounts counts = run.value().counts();
      if (!errors.isEmpty()) {
        return new Tried(null, errors.stream().flatMap(CoreDoors::refusals).toList());
      }
      if (id == null && counts.created() == 0) {
        return null;
      }
      String written = id == null ? UpsertKeys.newest(world, request.type()) : id;
      return Tried.written(world.read(request.type(), written));
    } catch (CrmException e) {
      return Tried.refused(e);
    }
  }

  private static Stream<String> refusals(ImportError error) {
    return Stream.of(error.code(), Tried.refusal(error.code(), error.column()));
  }
}
