/**
 * Proofs that a webhook comes from whom it says, signatures of our own, and where those may go.
 * Start at {@link io.crmkit.http.webhook.WebhookVerifier}.
 */
@NullMarked
package io.crmkit.http.webhook;

import org.jspecify.annotations.NullMarked;
