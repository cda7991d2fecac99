package io.crmkit.activity;

import io.crmkit.record.Event;
import io.crmkit.record.Stored;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened about a record.
 *
 * @param at when
 * @param source which source tells it: {@code event}, {@code activity} or one that was added
 * @param id the event or record
 * @param event the event, if it is one
 * @param stored the record, if it is one
 * @param position where its source would go on behind it
 */
public record TimelineEntry(
    Instant at,
    String source,
    UUID id,
    @Nullable Event event,
    @Nullable Stored<?> stored,
    String position) {}
