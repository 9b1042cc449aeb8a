package io.griot.host.session;

import io.griot.host.command.SessionGate;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * What a running session consists of. Made when it starts, by {@link RunningSession.Maker}.
 *
 * @param status what is known of its page
 * @param browser keeps the page there
 * @param gate holds commands until the page can run them
 * @param commands reads its queue and carries commands out
 * @param recorder stores what is seen
 * @param linked whether a phone is linked
 * @param checkpoint stores the profile of a browser that is closed
 * @param remains removes what is left when the session was ended
 */
record SessionParts(
    PageStatusBoard status,
    BrowserLife browser,
    SessionGate gate,
    Part commands,
    Part recorder,
    BooleanSupplier linked,
    Checkpoint checkpoint,
    Remains remains) {

  /** Something with threads of its own. */
  interface Part {
    void start();

    /** Ends it; what is under way gets this long. */
    void stop(Duration deadline) throws InterruptedException;
  }

  /** Stores a profile. */
  @FunctionalInterface
  interface Checkpoint {
    void take() throws IOException, InterruptedException;
  }

  /** What nobody can find any more once a session's item is gone. */
  @FunctionalInterface
  interface Remains {
    /** Ends the commands that are left, then removes queue, checkpoints and the note of the end. */
    void remove() throws IOException, InterruptedException;
  }

  /** How a session ends by itself. Both may be called by any thread, and more than once. */
  interface Ends {
    /** The lease is lost: kill, write nothing. */
    void lost();

    /** A part failed for good: give the session back. */
    void failed(Throwable failure);
  }
}
