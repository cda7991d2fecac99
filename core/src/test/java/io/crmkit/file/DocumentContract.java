package io.crmkit.file;

import static io.crmkit.file.FileWorld.code;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.Workspace;
import io.crmkit.error.ConflictException;
import io.crmkit.record.Id;
import io.crmkit.record.Stored;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What becomes of a document. */
interface DocumentContract {
  /** Returns a world of its own for the test. */
  FileWorld world();

  /** Returns a world of its own for the test, with a scanner. */
  FileWorld scannedWorld();

  private static Stored<Document> document(FileWorld world, Id<FileObject> file) {
    return world
        .system()
        .records(Document.class)
        .createPlain(Map.of("title", "Contract", "fileId", file.toString()));
  }

  private static Stored<Document> change(
      FileWorld world, Stored<Document> document, Map<String, ?> plain) {
    return world.system().records(Document.class).updatePlain(document.id(), null, plain);
  }

  @Test
  default void status_legalMoves_leadToTheArchive() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));
    assertThat(document.value().status()).isEqualTo(DocumentStatus.DRAFT);

    for (String status : List.of("IN_REVIEW", "DRAFT", "FINAL", "SIGNED", "ARCHIVED")) {
      document = change(world, document, Map.of("status", status));
    }

    assertThat(document.value().status()).isEqualTo(DocumentStatus.ARCHIVED);
    assertThat(document.value().revision()).isEqualTo(1);
  }

  @Test
  default void status_illegalMove_namesTheLegalOnes() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> change(world, document, Map.of("status", "SIGNED")))
        .withMessage("a document cannot go from DRAFT to SIGNED, only to IN_REVIEW, FINAL")
        .satisfies(
            e -> assertThat(e.context()).containsEntry("legal", List.of("IN_REVIEW", "FINAL")));
  }

  @Test
  default void status_repeated_changesNothing() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));

    assertThat(change(world, document, Map.of("status", "DRAFT")).version()).isEqualTo(1);
  }

  @Test
  default void file_another_isTheNextRevision() throws IOException {
    FileWorld world = world();
    Id<FileObject> first = world.text("a.txt", "a");
    Id<FileObject> second = world.text("b.txt", "b");
    Id<FileObject> third = world.text("c.txt", "c");
    Stored<Document> document = document(world, first);

    change(world, document, Map.of("fileId", second.toString()));
    Document now = change(world, document, Map.of("fileId", third.toString())).value();

    assertThat(now.revision()).isEqualTo(3);
    assertThat(now.status()).isEqualTo(DocumentStatus.DRAFT);
    Document before = world.system().records(Document.class).get(now.previousId()).value();
    assertThat(before.fileId()).isEqualTo(second);
    assertThat(before.revision()).isEqualTo(2);
    assertThat(before.status()).isEqualTo(DocumentStatus.ARCHIVED);
    Document oldest = world.system().records(Document.class).get(before.previousId()).value();
    assertThat(oldest.fileId()).isEqualTo(first);
    assertThat(oldest.revision()).isEqualTo(1);
    assertThat(oldest.previousId()).isNull();
  }

  @Test
  default void file_twiceInOneTransaction_isOneRevision() throws IOException {
    FileWorld world = world();
    Id<FileObject> second = world.text("b.txt", "b");
    Id<FileObject> third = world.text("c.txt", "c");
    Stored<Document> document = document(world, world.text("a.txt", "a"));

    world
        .system()
        .session()
        .transact(
            joined -> {
              var documents = joined.records(Document.class);
              documents.updatePlain(document.id(), null, Map.of("fileId", second.toString()));
              return documents.updatePlain(document.id(), null, Map.of("fileId", third.toString()));
            });

    Document now = world.system().records(Document.class).get(document.id()).value();
    assertThat(now.revision()).isEqualTo(2);
    assertThat(world.system().records(Document.class).get(now.previousId()).value().previousId())
        .isNull();
  }

  @Test
  default void final_takenBack_isTheNextRevision() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));
    change(world, document, Map.of("status", "FINAL"));

    Document now = change(world, document, Map.of("status", "DRAFT")).value();

    assertThat(now.revision()).isEqualTo(2);
    Document before = world.system().records(Document.class).get(now.previousId()).value();
    assertThat(before.revision()).isEqualTo(1);
    assertThat(before.status()).isEqualTo(DocumentStatus.ARCHIVED);
  }

  @Test
  default void file_signed_staysWithItsDocument() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));
    String other = world.text("b.txt", "b").toString();
    change(world, document, Map.of("status", "FINAL"));
    change(world, document, Map.of("status", "SIGNED"));

    assertThat(code(() -> change(world, document, Map.of("fileId", other))))
        .isEqualTo("DOCUMENT_CLOSED");
    assertThat(code(() -> change(world, document, Map.of("fileId", other, "status", "ARCHIVED"))))
        .isEqualTo("DOCUMENT_CLOSED");
    assertThat(change(world, document, Map.of("title", "Renamed")).value().revision()).isEqualTo(1);
  }

  @Test
  default void revision_setByHand_isRefused() throws IOException {
    FileWorld world = world();
    Stored<Document> document = document(world, world.text("a.txt", "a"));

    assertThat(code(() -> change(world, document, Map.of("revision", 7L))))
        .isEqualTo("REVISION_COUNTED");
  }

  @Test
  default void file_deletedBefore_isNoRevisionToKeep() throws IOException {
    FileWorld world = world();
    Id<FileObject> first = world.text("a.txt", "a");
    String second = world.text("b.txt", "b").toString();
    Stored<Document> document = document(world, first);
    world.system().records(FileObject.class).delete(first, null);

    Document now = change(world, document, Map.of("fileId", second)).value();

    assertThat(now.revision()).isEqualTo(2);
    assertThat(now.previousId()).isNull();
  }

  @Test
  default void file_notThereOrBad_isRefused() throws IOException {
    FileWorld world = scannedWorld();
    Workspace system = world.system();
    Id<FileObject> awaited = system.files().begin(NewFile.of("a.txt")).fileId();
    Id<FileObject> quarantined = world.text("b.txt", FileWorld.EICAR);
    Id<FileObject> scanning = world.text("c.txt", "c");
    assertThat(code(() -> document(world, scanning))).isEqualTo("none");
    world.runJobs();

    assertThat(code(() -> document(world, awaited))).isEqualTo("FILE_NOT_READY");
    assertThat(code(() -> document(world, quarantined))).isEqualTo("FILE_REFUSED");
    assertThat(code(() -> document(world, new Id<>(UUID.randomUUID()))))
        .isEqualTo("REFERENCE_NOT_FOUND");
  }

  @Test
  default void file_renamed_keepsItsExtension() throws IOException {
    FileWorld world = world();
    Id<FileObject> id = world.text("a.txt", "a");

    assertThat(
            code(
                () ->
                    world
                        .system()
                        .records(FileObject.class)
                        .updatePlain(id, null, Map.of("name", "a.html"))))
        .isEqualTo("FILE_EXTENSION");
    assertThat(
            world
                .system()
                .records(FileObject.class)
                .updatePlain(id, null, Map.of("name", "/folder/b.TXT"))
                .value()
                .name())
        .isEqualTo("b.TXT");
  }
}
