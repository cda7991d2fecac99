package io.crmkit.server;

import io.crmkit.Crm;
import io.crmkit.engine.Idempotency;

/**
 * What all calls of one server share.
 *
 * @param crm the CRM
 * @param config the server's settings
 * @param idempotency answers given before
 * @param streams the streams of events that are open
 */
record Parts(Crm crm, ServerConfig config, Idempotency idempotency, EventStreams streams) {}
