package io.crmkit.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.crmkit.Crm;
import io.crmkit.access.Actor;
import io.crmkit.access.Grants;
import io.crmkit.engine.transfer.Exporter;
import io.crmkit.error.InvalidRequestException;
import io.crmkit.record.Condition;
import io.crmkit.record.Encrypted;
import io.crmkit.record.Event;
import io.crmkit.record.Managed;
import io.crmkit.record.Query;
import io.crmkit.record.RecordRules;
import io.crmkit.record.RecordType;
import io.crmkit.record.RuleContext;
import io.crmkit.record.Searchable;
import io.crmkit.record.Stored;
import io.crmkit.record.Withheld;
import io.crmkit.storage.memory.MemoryStorage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a declaration keeps from callers, and from the log. */
final class KernelMarksTest {
  /** Something with a secret of its own, and a counter that the product keeps. */
  @RecordType("safe")
  record Safe(
      @NotBlank @Searchable @Size(max = 50) String name,
      @Managed @Withheld @Searchable @Nullable @Size(max = 50) String combination,
      @Managed @Nullable Integer openings) {}

  /** Something that nobody else hears of. */
  @RecordType(value = "scribble", logged = false)
  record Scribble(@NotBlank @Size(max = 50) String text) {}

  /** Something sealed. */
  @RecordType("diary")
  record Diary(@Encrypted @Size(max = 50) String text) {}

  private static final class SafeRules implements RecordRules<Safe> {
    @Override
    public Safe beforeWrite(Change<Safe> change, RuleContext context) {
      String combination = change.before() == null ? "zanzibar" : change.value().combination();
      return new Safe(change.value().name(), combination, change.value().openings());
    }
  }

  private final Crm crm =
      Crm.builder()
          .storage(new MemoryStorage())
          .type(Safe.class, new SafeRules())
          .type(Scribble.class)
          .build();
  private final RecordSession session =
      crm.as(Actor.system(crm.createOrganization("Acme"), "test", Grants.all())).session();
  private final Records<Safe> safes = session.records(Safe.class);

  @AfterEach
  void close() {
    crm.close();
  }

  private Stored<Safe> seenByRules(Stored<Safe> safe) {
    return session.transact(joined -> joined.rules().find(Safe.class, safe.id())).orElseThrow();
  }

  @Test
  void withheld_toWhoMayDoEverything_isNotShown() throws IOException {
    Stored<Safe> safe = safes.create(new Safe("Vault", null, null));
    ByteArrayOutputStream exported = new ByteArrayOutputStream();

    new Exporter(session).write("safe", Query.ALL, Set.of(), true, exported);

    assertThat(safe.value().combination()).isNull();
    assertThat(safe.hidden()).containsExactly("combination");
    assertThat(safes.get(safe.id()).value().combination()).isNull();
    assertThat(safes.plain(safe, Set.of()).toString()).doesNotContain("zanzibar");
    assertThat(safes.list(Query.ALL.search("zanzibar")).items()).isEmpty();
    assertThat(safes.history(safe.id(), null, 10).items().toString()).doesNotContain("zanzibar");
    assertThat(session.events(EventFilter.of("safe"), 0, 10).toString()).doesNotContain("zanzibar");
    assertThat(exported.toString(StandardCharsets.UTF_8))
        .contains("Vault")
        .doesNotContainIgnoringCase("combination");
    assertThat(seenByRules(safe).value().combination()).isEqualTo("zanzibar");
  }

  @Test
  void withheld_askedFor_isNoField() {
    Query byCombination = Query.where(Condition.eq("combination", "zanzibar"));

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> safes.list(byCombination));
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> safes.list(Query.ALL.sort("combination")));
  }

  @Test
  void withheld_changedByACaller_stays() {
    Stored<Safe> safe = safes.create(new Safe("Vault", null, null));

    safes.update(safe, new Safe("Other vault", "guessed", null));

    assertThat(seenByRules(safe).value()).isEqualTo(new Safe("Other vault", "zanzibar", null));
  }

  @Test
  void updateQuietly_row_hasTheValueUnderTheSameVersion() {
    Stored<Safe> safe = safes.create(new Safe("Vault", null, null));
    List<Event> before = safes.history(safe.id(), null, 10).items();

    session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          rules.updateQuietly(Safe.class, safe.id(), new Safe("Vault", "zanzibar", 7));
          assertThat(rules.find(Safe.class, safe.id()).orElseThrow().value().openings())
              .isEqualTo(7);
          return safe;
        });

    Stored<Safe> after = safes.get(safe.id());
    assertThat(after.value()).isEqualTo(new Safe("Vault", null, 7));
    assertThat(after.version()).isEqualTo(1);
    assertThat(after.updatedAt()).isEqualTo(safe.updatedAt());
    assertThat(safes.history(safe.id(), null, 10).items()).isEqualTo(before);
  }

  @Test
  void updateQuietly_beforeAndBehindAnotherChange_isPartOfIt() {
    Stored<Safe> safe = safes.create(new Safe("Vault", null, null));

    session.transact(
        joined -> {
          RuleContext rules = joined.rules();
          rules.updateQuietly(Safe.class, safe.id(), new Safe("Vault", "zanzibar", 1));
          rules.update(Safe.class, safe.id(), new Safe("New", "zanzibar", 1));
          rules.updateQuietly(Safe.class, safe.id(), new Safe("New", "zanzibar", 2));
          return safe;
        });

    assertThat(safes.get(safe.id()).value()).isEqualTo(new Safe("New", null, 2));
    assertThat(safes.get(safe.id()).version()).isEqualTo(2);
    assertThat(safes.history(safe.id(), null, 10).items()).hasSize(2);
  }

  @Test
  void unlogged_madeChangedAndDeleted_isNoEvent() {
    Records<Scribble> scribbles = session.records(Scribble.class);
    Stored<Scribble> scribble = scribbles.create(new Scribble("one"));
    Stored<Scribble> changed = scribbles.update(scribble, new Scribble("two"));
    scribbles.delete(changed.id(), changed.version());

    assertThat(changed.version()).isEqualTo(2);
    assertThat(session.events(EventFilter.of("scribble"), 0, 10).events()).isEmpty();
  }

  @Test
  void encrypted_ownTypeWithoutKeys_isRefused() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> Crm.builder().storage(new MemoryStorage()).type(Diary.class).build())
        .withMessageContaining("diary.text")
        .withMessageNotContaining("draft");
  }
}
