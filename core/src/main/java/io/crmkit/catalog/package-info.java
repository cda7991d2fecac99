/** What can be sold: categories, products, prices and rates of exchange. */
@NullMarked
package io.crmkit.catalog;

import org.jspecify.annotations.NullMarked;
