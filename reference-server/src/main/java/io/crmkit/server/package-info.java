/**
 * CrmKit over HTTP. Start at {@link io.crmkit.server.CrmServer}, or run {@link
 * io.crmkit.server.Main}.
 */
@NullMarked
package io.crmkit.server;

import org.jspecify.annotations.NullMarked;
