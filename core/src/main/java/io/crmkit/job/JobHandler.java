package io.crmkit.job;

/**
 * Does what jobs of one kind are for. A job may be begun more than once, after a failure or when
 * its node died, so doing it again must change nothing more. One instance serves all threads.
 */
@FunctionalInterface
public interface JobHandler {
  /**
   * Does one job.
   *
   * @throws Exception for whatever reason; the job is tried again later, until its attempts are
   *     used up
   */
  void run(JobRun run) throws Exception;
}
