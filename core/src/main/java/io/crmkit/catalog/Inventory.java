package io.crmkit.catalog;

import io.crmkit.record.Default;
import io.crmkit.record.Managed;
import jakarta.validation.constraints.PositiveOrZero;

/**
 * What lies in stock. {@code stock − reserved} is for sale; untracked goods are always for sale.
 *
 * @param stock units that are there
 * @param reserved units promised to orders
 * @param lowStockThreshold at this number for sale and below, stock is low
 * @param isTracked whether units are counted
 */
public record Inventory(
    @PositiveOrZero @Default("0") int stock,
    @Managed @Default("0") int reserved,
    @Default("5") int lowStockThreshold,
    @Default("true") boolean isTracked) {}
