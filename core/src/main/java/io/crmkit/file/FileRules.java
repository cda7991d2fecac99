package io.crmkit.file;

import io.crmkit.record.RecordRules;
import io.crmkit.record.RuleContext;
import java.time.Instant;
import java.util.Locale;

/** The rules of files: what callers may change of one, and bringing one back. */
final class FileRules implements RecordRules<FileObject> {
  @Override
  public FileObject normalize(FileObject value) {
    return value.named(FilePolicy.cleanName(value.name()));
  }

  /** A name that says another type than was found in the file would undo the finding. */
  @Override
  public void check(Change<FileObject> change, RuleContext context, Faults faults) {
    if (change.kind() == Kind.UPDATE
        && change.before() != null
        && !extension(change.before().value()).equals(extension(change.value()))) {
      faults.add("name", "FILE_EXTENSION", "keeps its extension");
    }
  }

  private static String extension(FileObject file) {
    int point = file.name().lastIndexOf('.');
    return point < 0 ? "" : file.name().substring(point).toLowerCase(Locale.ROOT);
  }

  @Override
  public FileObject beforeWrite(Change<FileObject> change, RuleContext context) {
    if (change.kind() == Kind.RESTORE && change.before() != null) {
      Instant deletedAt = change.before().deletedAt();
      if (deletedAt != null) {
        FileSweep.requireRestorable(change.id(), deletedAt, context.now());
      }
      if (change.value().state() == FileState.SCANNING) {
        FileJobs.scan(change.id()).enqueue(context); // the job passed by while it was deleted
      }
      FileJobs.wantThumbnail(change.id(), change.value(), context);
    }
    return change.value();
  }
}
