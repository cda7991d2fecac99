package io.crmkit.job;

import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * Who runs a job.
 *
 * @param node the node
 * @param until when others may take over if the node is not heard of, by its own clock; they judge
 *     by how long the row did not change, so that clocks may differ
 * @param heartbeatAt when the node was last heard of
 */
public record JobLease(@Size(max = 80) String node, Instant until, Instant heartbeatAt) {}
