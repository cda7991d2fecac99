package example.venue;

import io.crmkit.record.RecordType;
import io.crmkit.record.Verb;
import java.time.LocalDate;

/** A type that callers may only read and make. */
@RecordType(
    value = "closed-day",
    verbs = {Verb.READ, Verb.CREATE})
public record ClosedDay(LocalDate day) {}
