/**
 * CrmKit: a CRM to embed. Start at {@link io.crmkit.Crm}.
 *
 * <pre>{@code
 * Crm crm = Crm.builder().storage(new MemoryStorage()).build();
 * Workspace ws = crm.as(Actor.system(crm.createOrganization("Acme"), "demo", Grants.all()));
 * }</pre>
 */
@NullMarked
package io.crmkit;

import org.jspecify.annotations.NullMarked;
