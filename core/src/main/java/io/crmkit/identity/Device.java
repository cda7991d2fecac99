package io.crmkit.identity;

import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * What someone logs in from.
 *
 * @param address network address
 * @param agent what the browser says of itself
 * @param label name for people
 */
public record Device(
    @Size(max = 45) String address,
    @Nullable @Size(max = 400) String agent,
    @Nullable @Size(max = 100) String label) {}
