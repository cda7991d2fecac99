package io.crmkit.testkit;

import io.crmkit.engine.BatchResult;
import io.crmkit.engine.BatchRow;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.CrmException;
import io.crmkit.record.Id;
import java.util.List;
import java.util.Map;

/** The doors by which a caller changes a record without an action. No rule may miss one of them. */
public enum Doors {
  /** A merge patch. */
  PATCH {
    @Override
    public <T> void change(RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
      session.records(type).updatePlain(id, null, fields);
    }
  },
  /** A row of a batch of its own transactions. */
  BATCH {
    @Override
    public <T> void change(RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
      List<BatchResult> results = session.batch(List.of(row(session, type, id, fields)), false);
      CrmException failure = results.get(0).failure();
      if (failure != null) {
        throw failure;
      }
    }
  },
  /** A row of a batch that is one transaction. */
  ATOMIC_BATCH {
    @Override
    public <T> void change(RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
      session.batch(List.of(row(session, type, id, fields)), true);
    }
  },
  /** A patch within a transaction of several steps. */
  TRANSACTION {
    @Override
    public <T> void change(RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
      session.transact(joined -> joined.records(type).updatePlain(id, null, fields));
    }
  },
  /** A whole record, as Java code writes it. */
  UPDATE {
    @Override
    public <T> void change(RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
      Records<T> records = session.records(type);
      records.update(records.get(id), Values.with(records.get(id).value(), fields));
    }
  };

  /** Changes the fields of a record; field values are as in JSON. */
  public abstract <T> void change(
      RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields);

  private static <T> BatchRow row(
      RecordSession session, Class<T> type, Id<T> id, Map<String, ?> fields) {
    String name = session.records(type).type().name();
    return new BatchRow(BatchRow.Op.UPDATE, name, null, id.toString(), null, null, fields);
  }
}
