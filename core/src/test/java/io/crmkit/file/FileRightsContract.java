package io.crmkit.file;

import static io.crmkit.file.FileWorld.bytes;
import static io.crmkit.file.FileWorld.code;
import static org.assertj.core.api.Assertions.assertThat;

import io.crmkit.Workspace;
import io.crmkit.access.AccessScope;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.EventFilter;
import io.crmkit.record.Aggregation;
import io.crmkit.record.Condition;
import io.crmkit.record.Id;
import io.crmkit.record.Query;
import io.crmkit.record.Ref;
import io.crmkit.record.Stored;
import io.crmkit.sales.Account;
import io.crmkit.sales.Lead;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Who reads which file. */
interface FileRightsContract {
  /** Returns a world of its own for the test. */
  FileWorld world();

  private static Id<FileObject> on(Workspace by, Ref record) throws IOException {
    return by.files().store(NewFile.of("offer.txt").relatedTo(record), bytes("1,000 XOF")).fileId();
  }

  private static Ref account(FileWorld world) {
    return Ref.to(
        "account",
        world
            .system()
            .records(Account.class)
            .createPlain(Map.of("name", "Acme " + UUID.randomUUID()))
            .id());
  }

  private static Ref lead(FileWorld world) {
    return Ref.to(
        "lead",
        world
            .system()
            .records(Lead.class)
            .createPlain(Map.of("name", Map.of("last", "Diop"), "email", "awa@example.com"))
            .id());
  }

  private static List<UUID> listed(Workspace by, Condition where) {
    return by.records(FileObject.class).list(Query.where(where)).items().stream()
        .map(file -> file.id().value())
        .toList();
  }

  @Test
  default void file_ofAnother_isNotSeen() throws IOException {
    FileWorld world = world();
    Workspace owner = world.member("STAFF");
    Workspace other = world.member("STAFF");
    Id<FileObject> id = owner.files().store(NewFile.of("a.txt"), bytes("mine")).fileId();

    assertThat(owner.files().open(id).name()).isEqualTo("a.txt");
    assertThat(code(() -> other.files().open(id))).isEqualTo("NOT_FOUND");
    assertThat(listed(other, Condition.always())).isEmpty();
    assertThat(listed(owner, Condition.always())).containsExactly(id.value());
  }

  @Test
  default void file_onARecord_isReadByItsReaders() throws IOException {
    FileWorld world = world();
    Ref account = account(world);
    Ref lead = lead(world);
    Workspace owner = world.member("ADMIN");
    Workspace staff = world.member("STAFF"); // reads all accounts, no leads
    Id<FileObject> onAccount = on(owner, account);
    Id<FileObject> onLead = on(owner, lead);

    assertThat(staff.files().open(onAccount).name()).isEqualTo("offer.txt");
    assertThat(code(() -> staff.files().open(onLead))).isEqualTo("NOT_FOUND");
    assertThat(listed(staff, Condition.eq("relatedTo", account)))
        .containsExactly(onAccount.value());
    assertThat(listed(staff, Condition.eq("relatedTo", lead))).isEmpty();
    assertThat(listed(staff, Condition.always())).isEmpty();
    Condition either =
        Condition.any(Condition.eq("relatedTo", account), Condition.eq("relatedTo", lead));
    assertThat(listed(staff, either)).isEmpty();
    assertThat(
            staff.records(FileObject.class).count(Query.where(Condition.eq("relatedTo", account))))
        .isEqualTo(1);
    assertThat(
            staff
                .records(FileObject.class)
                .aggregate(
                    new Aggregation(
                        Condition.all(
                            Condition.eq("relatedTo", account),
                            Condition.eq("state", FileState.READY)),
                        List.of(),
                        List.of(new Aggregation.Measure(Aggregation.Op.COUNT, null))))
                .get(0)
                .values())
        .containsExactly(1L);
  }

  @Test
  default void file_onARecord_isChangedByWhoMayChangeItOnly() throws IOException {
    FileWorld world = world();
    Id<FileObject> id = on(world.member("ADMIN"), account(world));
    Workspace staff = world.member("STAFF");

    assertThat(
            code(
                () ->
                    staff
                        .records(FileObject.class)
                        .updatePlain(id, null, Map.of("name", "mine.txt"))))
        .isEqualTo("NOT_PERMITTED");
    assertThat(
            code(
                () -> {
                  staff.records(FileObject.class).delete(id, null);
                  return id;
                }))
        .isEqualTo("NOT_PERMITTED");
  }

  @Test
  default void file_onADeletedRecord_isSeenByItsOwnReadersOnly() throws IOException {
    FileWorld world = world();
    Ref account = account(world);
    Workspace owner = world.member("STAFF");
    Id<FileObject> id = on(owner, account);
    Workspace staff = world.member("STAFF");

    world.system().records(Account.class).delete(new Id<>(account.id()), null);

    assertThat(code(() -> staff.files().open(id))).isEqualTo("NOT_FOUND");
    assertThat(listed(staff, Condition.eq("relatedTo", account))).isEmpty();
    assertThat(owner.files().open(id).name()).isEqualTo("offer.txt");
  }

  @Test
  default void file_onAFileInACircle_endsSomewhere() throws IOException {
    FileWorld world = world();
    Workspace owner = world.member("STAFF");
    Id<FileObject> first = owner.files().store(NewFile.of("a.txt"), bytes("a")).fileId();
    Id<FileObject> second = on(owner, Ref.to("file", first));
    owner.records(FileObject.class).updatePlain(first, null, Map.of("relatedTo", "file:" + second));

    assertThat(code(() -> world.member("STAFF").files().open(first))).isEqualTo("NOT_FOUND");
  }

  @Test
  default void begin_onWhatTheActorDoesNotRead_isRefused() {
    FileWorld world = world();
    FileService staff = world.member("STAFF").files();
    UUID elsewhere = world.crm.createOrganization("Elsewhere");
    Id<?> theirs =
        world
            .crm
            .as(Actor.system(elsewhere, "test", Grants.all()))
            .records(Account.class)
            .createPlain(Map.of("name", "Theirs"))
            .id();

    for (Ref record :
        List.of(
            lead(world),
            Ref.to("account", theirs),
            new Ref("account", UUID.randomUUID()),
            new Ref("user", UUID.randomUUID()),
            new Ref("spaceship", UUID.randomUUID()))) {
      assertThat(code(() -> staff.begin(NewFile.of("a.txt").relatedTo(record))))
          .as("%s", record)
          .isEqualTo("REFERENCE_NOT_FOUND");
    }
  }

  @Test
  default void begin_withoutTheRight_isForbidden() {
    FileWorld world = world();
    Grants readers = Grants.builder().grant("file:read", AccessScope.ORGANIZATION).build();
    Grants own = Grants.builder().grant("file:create", AccessScope.OWN).build();
    Workspace reader = world.crm.as(Actor.system(world.organization, "reader", readers));
    Workspace nobody = world.crm.as(Actor.system(world.organization, "job", own));

    assertThat(code(() -> reader.files().begin(NewFile.of("a")))).isEqualTo("NOT_PERMITTED");
    assertThat(code(() -> nobody.files().begin(NewFile.of("a")))).isEqualTo("NOT_PERMITTED");
  }

  @Test
  default void file_ofAnotherOrganization_isNotThere() throws IOException {
    FileWorld world = world();
    Id<FileObject> id =
        world.system().files().store(NewFile.of("a.txt").forEverybody(), bytes("a")).fileId();
    UUID elsewhere = world.crm.createOrganization("Elsewhere");
    Workspace other = world.crm.as(Actor.system(elsewhere, "test", Grants.all()));

    assertThat(code(() -> other.files().open(id))).isEqualTo("NOT_FOUND");
    assertThat(code(() -> other.files().openThumbnail(id))).isEqualTo("NOT_FOUND");
    assertThat(code(() -> world.crm.files().openPublic(elsewhere, id))).isEqualTo("NOT_FOUND");
    assertThat(code(() -> world.crm.files().openPublic(new UUID(0, 0), id))).isEqualTo("NOT_FOUND");
    assertThat(world.crm.files().openPublic(world.organization, id).name()).isEqualTo("a.txt");
  }

  @Test
  default void openPublic_notForEverybodyOrDeleted_isNotThere() throws IOException {
    FileWorld world = world();
    Id<FileObject> kept = world.text("a.txt", "a");
    Id<FileObject> deleted =
        world.system().files().store(NewFile.of("b.txt").forEverybody(), bytes("b")).fileId();
    Id<FileObject> awaited =
        world.system().files().begin(NewFile.of("c.txt").forEverybody()).fileId();
    world.system().records(FileObject.class).delete(deleted, null);

    for (Id<FileObject> id :
        List.of(kept, deleted, awaited, new Id<FileObject>(UUID.randomUUID()))) {
      assertThat(code(() -> world.crm.files().openPublic(world.organization, id)))
          .isEqualTo("NOT_FOUND");
    }
  }

  @Test
  default void portalUser_readsWhatItsRecordsShow() throws IOException {
    FileWorld world = world();
    Ref account = account(world);
    Id<FileObject> shown = on(world.member("ADMIN"), account);
    Id<FileObject> other = on(world.member("ADMIN"), account(world));
    Id<FileObject> loose = world.text("loose.txt", "loose");
    Workspace portal =
        world.crm.as(
            new Actor(
                world.organization,
                Actor.Kind.USER,
                world.newMember("USER"),
                "",
                Grants.all(), // whatever its roles say
                Set.of(),
                null,
                account.id(),
                null,
                Map.of()));

    assertThat(portal.files().open(shown).name()).isEqualTo("offer.txt");
    assertThat(code(() -> portal.files().open(other))).isEqualTo("NOT_FOUND");
    assertThat(code(() -> portal.files().open(loose))).isEqualTo("NOT_FOUND");
    assertThat(listed(portal, Condition.always())).isEmpty();
    assertThat(listed(portal, Condition.eq("relatedTo", account))).containsExactly(shown.value());
  }

  @Test
  default void storageKey_isShownNowhere() throws IOException {
    FileWorld world = world();
    UploadAddress address = world.system().files().begin(NewFile.of("a.txt"));
    String digest = StorageKey.of(world.row(address.fileId()).storageKey()).digest();
    world.crm.files().receive(address.token(), -1, bytes("a"));
    Stored<FileObject> shown = world.shown(address.fileId());

    StringBuilder all = new StringBuilder(shown.toString());
    all.append(world.system().records(FileObject.class).plain(shown, Set.of()));
    all.append(
        world.system().records(FileObject.class).history(address.fileId(), null, 10).items());
    all.append(world.system().session().events(EventFilter.ALL, 0, 100).events());

    assertThat(all.toString())
        .contains("a.txt")
        .doesNotContain(digest, world.store.keys().get(0), address.token());
    assertThat(
            code(
                () ->
                    world
                        .system()
                        .records(FileObject.class)
                        .list(Query.where(Condition.eq("storageKey", "x")))))
        .isEqualTo("UNKNOWN_FIELD");
  }

  @Test
  default void events_ofAFileOnARecord_reachItsReaders() throws IOException {
    FileWorld world = world();
    Workspace staff = world.member("STAFF");
    long before = world.crm.engine().events().lastPosition();
    Id<FileObject> seen = on(world.member("ADMIN"), account(world));
    Id<FileObject> unseen = on(world.member("ADMIN"), lead(world));

    assertThat(staff.session().events(EventFilter.ALL, before, 100).events())
        .extracting(event -> event.recordId())
        .contains(seen.value())
        .doesNotContain(unseen.value());
  }

  @Test
  default void document_onARecord_isReadWithItsFile() throws IOException {
    FileWorld world = world();
    Ref account = account(world);
    Workspace owner = world.member("ADMIN");
    Id<FileObject> file = owner.files().store(NewFile.of("a.txt"), bytes("a")).fileId();
    Id<Document> document =
        owner
            .records(Document.class)
            .createPlain(
                Map.of(
                    "title", "Offer", "fileId", file.toString(), "relatedTo", account.toString()))
            .id();
    Workspace staff = world.member("STAFF");

    assertThat(staff.records(Document.class).get(document).value().title()).isEqualTo("Offer");
    assertThat(staff.files().open(file).name()).isEqualTo("a.txt");
    assertThat(world.row(file).relatedTo()).isEqualTo(Ref.to("document", document));
  }
}
