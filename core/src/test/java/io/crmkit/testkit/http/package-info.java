/** Providers as they call us. Start at {@link io.crmkit.testkit.http.WebhookSignatures}. */
@NullMarked
package io.crmkit.testkit.http;

import org.jspecify.annotations.NullMarked;
