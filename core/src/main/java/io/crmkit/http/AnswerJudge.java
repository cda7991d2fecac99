package io.crmkit.http;

/**
 * Tells what an answer of one provider means, where its status alone does not. Thread-safe.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface AnswerJudge {
  /**
   * Judges an answer. Must cope with any body: it may be empty, cut, or a page of a proxy. The body
   * of a successful download is empty here. If this throws, the status alone decides.
   */
  Judgement judge(ProviderAnswer answer);

  /**
   * Judges by the status alone: 2xx is accepted, 401 is unauthorized, 429 is not now, 408 and 5xx
   * (but 501 and 505) have failed, all else is refused. That a 5xx may have been done is the
   * cautious reading, for a gateway answers so when it lost the service behind it.
   */
  static AnswerJudge byStatus() {
    return answer ->
        Judgement.of(
            switch (answer.status()) {
              case 401 -> Verdict.UNAUTHORIZED;
              case 408 -> Verdict.FAILED;
              case 429 -> Verdict.NOT_NOW;
              case 501, 505 -> Verdict.REFUSED;
              default ->
                  answer.isSuccess()
                      ? Verdict.ACCEPTED
                      : answer.status() >= 500 ? Verdict.FAILED : Verdict.REFUSED;
            });
  }
}
