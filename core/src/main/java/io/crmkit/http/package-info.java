/**
 * Calls to services outside: time limits, their rate limits, retries, credentials. Start at {@link
 * io.crmkit.http.ProviderClient}.
 */
@NullMarked
package io.crmkit.http;

import org.jspecify.annotations.NullMarked;
