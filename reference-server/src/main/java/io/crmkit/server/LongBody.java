package io.crmkit.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long body of a refused call, answered before all of it was read. A connection that is closed
 * while its client still writes is reset, and many a client then never sees the answer: so the
 * answer goes out first, and what still comes is thrown away for a while before the connection
 * ends.
 */
final class LongBody {
  private static final Logger LOG = LoggerFactory.getLogger(LongBody.class);
  private static final int LONG = 64 * 1024;
  private static final long MOST_THROWN_AWAY = 16L * 1024 * 1024;
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

  private LongBody() {}

  /** Whether so much of the call may be unread that its connection serves no further call. */
  static boolean mayBeLeft(HttpServletRequest request) {
    return request.getProtocol().equals("HTTP/1.1")
        && (request.getContentLengthLong() > LONG
            || request.getHeader("Transfer-Encoding") != null);
  }

  static void answer(Context context, byte[] content) {
    HttpServletResponse response = context.res();
    response.setContentLength(content.length);
    try {
      response.getOutputStream().write(content);
      response.flushBuffer();
      if (context.header("Expect") == null) {
        throwAway(context.req().getInputStream());
      }
    } catch (IOException e) {
      LOG.debug("The client hung up before the end of its answer", e);
    }
  }

  private static void throwAway(InputStream body) throws IOException {
    long begin = System.nanoTime();
    byte[] buffer = new byte[LONG];
    long thrownAway = 0;
    while (thrownAway < MOST_THROWN_AWAY && System.nanoTime() - begin < LONGEST_NANOS) {
      int count = body.read(buffer);
      if (count < 0) {
        return;
      }
      thrownAway += count;
    }
  }
}
