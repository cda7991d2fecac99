package io.crmkit;

import io.crmkit.cache.Caches;
import io.crmkit.file.FileDepot;
import io.crmkit.http.webhook.Inbox;
import io.crmkit.http.webhook.Webhooks;
import io.crmkit.job.JobRunner;
import org.jspecify.annotations.Nullable;

/**
 * What runs beside the records of a CRM.
 *
 * @param files null if none were configured
 */
record Services(
    JobRunner jobs, Inbox inbox, Webhooks webhooks, Caches caches, @Nullable FileDepot files) {}
