package io.griot.host.media;

import io.griot.contract.SessionId;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Lets only so many work at once, and of each session only one: a session that has a lot to do has
 * one place in the line, as every other. Thread-safe.
 */
final class Turns {
  private final Semaphore all;
  private final Map<SessionId, Line> lines = new HashMap<>();

  /** Those of one session that work or wait; forgotten with the last of them. */
  private static final class Line {
    private final Semaphore one = new Semaphore(1, true);
    private int members;
  }

  /** Lets so many work at once. */
  Turns(int atOnce) {
    this.all = new Semaphore(atOnce, true);
  }

  /** Closing it gives the turn on. */
  @FunctionalInterface
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits for a turn.
   *
   * @param patience for each of the two lines
   * @throws IOException when it does not come in time
   */
  Turn take(SessionId session, Duration patience) throws IOException, InterruptedException {
    Line line = join(session);
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
      throw new IOException("no turn within " + patience);
    }
  }

  private Line join(SessionId session) {
    synchronized (lines) {
      Line line = lines.computeIfAbsent(session, _ -> new Line());
      line.members++;
      return line;
    }
  }

  private void leave(SessionId session, Line line) {
    synchronized (lines) {
      line.members--;
      if (line.members == 0) {
        lines.remove(session);
      }
    }
  }
}
