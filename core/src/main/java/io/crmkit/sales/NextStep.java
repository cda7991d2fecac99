package io.crmkit.sales;

import io.crmkit.record.Indexed;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done next.
 *
 * @param text what
 * @param dueOn by when
 */
public record NextStep(
    @Nullable @Size(max = 500) String text, @Indexed @Nullable LocalDate dueOn) {}
