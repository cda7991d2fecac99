package io.crmkit.cache;

import io.crmkit.access.Actor;
import io.crmkit.engine.RecordSession;
import io.crmkit.engine.Records;
import io.crmkit.error.ConflictException;
import io.crmkit.error.NotFoundException;
import io.crmkit.error.NotPermittedException;
import io.crmkit.error.StaleVersionException;
import io.crmkit.record.Condition;
import io.crmkit.record.Condition.Op;
import io.crmkit.record.Id;
import io.crmkit.record.Page;
import io.crmkit.record.Query;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a user has not finished, by type and key: its own only, whatever else it may see. A draft
 * that has expired is not there. Thread-safe.
 *
 * @since 0.1
 */
public final class DraftService {
  /** More than tabs of one user that save one draft at once; each time one of them gets through. */
  private static final int MOST_TRIES = 32;

  private final RecordSession session;
  private final Records<Draft> drafts;

  /** Works on what {@code session} may see and change. */
  public DraftService(RecordSession session) {
    this.session = session;
    this.drafts = session.records(Draft.class);
  }

  /** Makes or replaces a draft, to be kept for 30 days from now. The last one to save wins. */
  public Stored<Draft> save(String type, String key, String json) {
    return save(type, key, json, null, null);
  }

  /**
   * Makes or replaces a draft.
   *
   * @param expiresAt when it is thrown away; null for 30 days from now
   * @param expected the version that the caller last read, or null for whatever is there
   * @return the draft; its version is 1 if it was made
   * @throws io.crmkit.error.InvalidValueException if a text is too long or the data no JSON
   * @throws StaleVersionException if the draft is not at that version, or not there
   * @throws NotPermittedException if the actor is no user, or has no right to drafts
   */
  public Stored<Draft> save(
      String type, String key, String json, @Nullable Instant expiresAt, @Nullable Long expected) {
    Draft draft = new Draft(type, key, json, expiresAt, owner("create"));
    if (expected != null) {
      Stored<Draft> read =
          find(type, key)
              .orElseThrow(
                  () -> new StaleVersionException("draft " + name(type, key), expected, 0));
      return drafts.update(read.id(), expected, current -> draft);
    }
    for (int i = 1; ; i++) {
      try {
        return save(draft);
      } catch (ConflictException | StaleVersionException | NotFoundException e) {
        if (i == MOST_TRIES) { // else somebody else made, changed or deleted it meanwhile
          throw e;
        }
      }
    }
  }

  private Stored<Draft> save(Draft draft) {
    return session.transact(
        joined -> {
          Records<Draft> records = joined.records(Draft.class);
          Query same = own("create", draft.type(), draft.key());
          Optional<Stored<Draft>> known = records.list(same).items().stream().findFirst();
          return known.isPresent()
              ? records.update(known.get().id(), null, current -> draft)
              : records.create(draft);
        });
  }

  /** Returns a draft of the actor, if there is one that has not expired. */
  public Optional<Stored<Draft>> find(String type, String key) {
    Query same = own("read", type, key).and(living());
    return drafts.list(same).items().stream().findFirst();
  }

  /**
   * Returns a page of the actor's drafts. It is shorter where some of it has expired, as cursors
   * belong to one condition and the present changes.
   */
  public Page<Stored<Draft>> list(Query query) {
    Query own = query.and(Condition.eq("ownerId", owner("read"))).scanning();
    Page<Stored<Draft>> page = drafts.list(own);
    Instant now = session.clock().instant();
    return new Page<>(
        page.items().stream().filter(each -> isLiving(each.value(), now)).toList(),
        page.nextCursor(),
        query.isCounted()
            ? drafts.list(own.and(living()).after(null).limit(1)).total()
            : page.total());
  }

  private static boolean isLiving(Draft draft, Instant now) {
    Instant expiresAt = draft.expiresAt();
    return expiresAt == null || expiresAt.isAfter(now);
  }

  /**
   * Deletes a draft.
   *
   * @param expected the version that the caller last read, or null for whatever is there
   * @throws NotFoundException if the actor has none of this type and key
   * @throws StaleVersionException if it is not at that version
   */
  public void delete(String type, String key, @Nullable Long expected) {
    Stored<Draft> draft =
        find(type, key).orElseThrow(() -> new NotFoundException("draft", name(type, key)));
    drafts.delete(draft.id(), expected);
  }

  private Query own(String action, String type, String key) {
    return Query.where(
            Condition.all(
                Condition.eq("ownerId", owner(action)),
                Condition.eq("type", type.strip()),
                Condition.eq("key", key.strip())))
        .limit(1)
        .scanning();
  }

  private Condition living() {
    return Condition.compare("expiresAt", Op.GT, session.clock().instant());
  }

  /** Only users leave something unfinished. */
  private Id<?> owner(String action) {
    Actor actor = session.actor();
    if (actor.kind() != Actor.Kind.USER || actor.id() == null) {
      throw new NotPermittedException("draft:" + action);
    }
    return new Id<>(actor.id());
  }

  private static String name(String type, String key) {
    return type + "/" + key;
  }
}
