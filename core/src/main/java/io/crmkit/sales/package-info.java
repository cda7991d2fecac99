/**
 * Selling: accounts, contacts, leads, opportunities. Start at {@link
 * io.crmkit.sales.OpportunityService} and {@link io.crmkit.sales.LeadService}.
 */
@NullMarked
package io.crmkit.sales;

import org.jspecify.annotations.NullMarked;
