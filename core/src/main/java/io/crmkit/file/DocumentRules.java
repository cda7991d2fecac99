package io.crmkit.file;

import io.crmkit.error.ConflictException;
import io.crmkit.record.Id;
import io.crmkit.record.RecordRules;
import io.crmkit.record.Ref;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Stored;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rules of documents. A document keeps its id over its revisions: a new file, or taking a final
 * one back to be written on, begins the next, and what the document was stays behind it as an
 * archived document of its own, reached by {@code previousId}.
 */
final class DocumentRules implements RecordRules<Document> {
  @Override
  public void check(Change<Document> change, RuleContext context, Faults faults) {
    Document value = change.value();
    Document before = change.before() == null ? null : change.before().value();
    if (change.kind() == Kind.UPDATE && before != null) {
      DocumentMoves.require(before.status(), value.status());
      requireOpen(before, value);
      int next = before.revision() + (isNext(before, value) ? 1 : 0);
      if (value.revision() != before.revision() && value.revision() != next) {
        faults.add("revision", "REVISION_COUNTED", "is raised by a new file only");
      }
    }
    if (before == null || !before.fileId().equals(value.fileId())) {
      checkFile(value.fileId(), context, faults);
    }
  }

  private static void requireOpen(Document before, Document value) {
    boolean isClosed =
        before.status() == DocumentStatus.SIGNED || before.status() == DocumentStatus.ARCHIVED;
    if (isClosed && !before.fileId().equals(value.fileId())) {
      throw new ConflictException(
          "DOCUMENT_CLOSED",
          "a document that is " + before.status() + " takes no other file",
          Map.of("status", before.status().name()));
    }
  }

  private static void checkFile(Id<FileObject> id, RuleContext context, Faults faults) {
    FileState state =
        context.find(FileObject.class, id).map(file -> file.value().state()).orElse(null);
    if (state == FileState.AWAITING) {
      faults.add("fileId", "FILE_NOT_READY", "has not arrived");
    } else if (state == FileState.REFUSED || state == FileState.QUARANTINED) {
      faults.add("fileId", "FILE_REFUSED", "was found to be no file to keep");
    }
  }

  private static boolean isNext(Document before, Document value) {
    boolean isTakenBack =
        before.status() == DocumentStatus.FINAL && value.status() == DocumentStatus.DRAFT;
    return isTakenBack || !before.fileId().equals(value.fileId());
  }

  @Override
  public Document beforeWrite(Change<Document> change, RuleContext context) {
    Document value = change.value();
    Stored<Document> before = change.before();
    if (before == null || !before.value().fileId().equals(value.fileId())) {
      hang(change.id(), value.fileId(), context);
    }
    if (change.kind() != Kind.UPDATE || before == null || !isNext(before.value(), value)) {
      return value;
    }
    Document old = before.value();
    boolean isKept = !Objects.equals(value.previousId(), old.previousId());
    Id<Document> previous = isKept ? value.previousId() : keep(old, context);
    return value.revised(old.revision() + 1, previous);
  }

  /** A file that hangs on nothing hangs on its document, whose readers read it. */
  private static void hang(Id<Document> document, Id<FileObject> id, RuleContext context) {
    context
        .find(FileObject.class, id)
        .map(Stored::value)
        .filter(file -> file.relatedTo() == null)
        .ifPresent(
            file -> context.update(FileObject.class, id, file.on(Ref.to("document", document))));
  }

  /** Keeps a revision, unless its file was deleted; then the one before it stands behind. */
  private static @Nullable Id<Document> keep(Document old, RuleContext context) {
    Optional<Stored<FileObject>> file = context.find(FileObject.class, old.fileId());
    boolean isThere =
        file.map(found -> found.value().state())
            .filter(state -> state == FileState.READY || state == FileState.SCANNING)
            .isPresent();
    return isThere ? context.create(Document.class, old.archived()) : old.previousId();
  }
}
