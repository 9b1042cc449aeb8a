package io.griot.host.media;

import io.griot.contract.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits how many calls run at once, and lets each session run one at a time. A busy session
 * therefore takes one place in the queue, like every other. Thread-safe.
 */
final class FairLimiter {
  private final Semaphore all;
  private final Map<SessionId, Waiters> lines = new HashMap<>();

  /** The calls of one session that run or wait. Removed with the last of them. */
  private static final class Waiters {
    private final Semaphore one = new Semaphore(1, true);
    private int members;
  }

  /**
   * @param atOnce how many calls may run at once, over all sessions
   */
  FairLimiter(int atOnce) {
    this.all = new Semaphore(atOnce, true);
  }

  /** A place among the running calls. Closing it frees the place. */
  @FunctionalInterface
  interface Permit extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a permit.
   *
   * @param patience how long to wait for the session's place, and again for the host's
   * @throws IOException when no permit is free in time
   */
  Permit take(SessionId session, Duration patience) throws IOException, InterruptedException {
    Waiters line = join(session);
    boolean taken = false;
    try {
      acquire(line.one, patience);
      taken = true;
      acquire(all, patience);
      return () -> {
        all.release();
        line.one.release();
        leave(session, line);
      };
    } catch (IOException | InterruptedException e) {
      if (taken) {
        line.one.release();
      }
      leave(session, line);
      throw e;
    }
  }

  private static void acquire(Semaphore semaphore, Duration patience)
      throws IOException, InterruptedException {
    if (!semaphore.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new IOException("no permit within " + patience);
    }
  }

  private Waiters join(SessionId session) {
    synchronized (lines) {
      Waiters line = lines.computeIfAbsent(session, _ -> new Waiters());
      line.members++;
      return line;
    }
  }

  private void leave(SessionId session, Waiters line) {
    synchronized (lines) {
      line.members--;
      if (line.members == 0) {
        lines.remove(session);
      }
    }
  }
}
