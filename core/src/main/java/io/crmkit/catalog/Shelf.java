package io.crmkit.catalog;

import io.crmkit.record.Default;

/**
 * Where a product stands in the shop.
 *
 * @param isNew whether it is shown as new
 * @param isBestSeller whether it is shown as sold most
 * @param sortOrder place among its like
 */
public record Shelf(
    @Default("false") boolean isNew,
    @Default("false") boolean isBestSeller,
    @Default("0") int sortOrder) {}
