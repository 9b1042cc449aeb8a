package io.griot.host.session;

import io.griot.host.command.SessionGate;
import java.io.IOException;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/**
 * The parts of a running session, built by {@link RunningSession.Maker} when it starts.
 *
 * @param status status of its page
 * @param browser keeps the page running
 * @param gate holds commands until the page can run them
 * @param commands receives and runs its commands
 * @param recorder stores observations
 * @param linked whether a phone is linked
 * @param checkpoint stores the profile of a closed browser
 * @param quiet since when nothing happens in it
 * @param cleanup deletes what is left of a session that was ended
 */
record SessionParts(
    PageStatusBoard status,
    BrowserControl browser,
    SessionGate gate,
    Commands commands,
    Part recorder,
    BooleanSupplier linked,
    Checkpoint checkpoint,
    Quiet quiet,
    Cleanup cleanup) {

  /** A part with threads of its own. */
  interface Part {
    void start();

    /**
     * Stops the part.
     *
     * @param deadline the time that running work has to end
     */
    void stop(Duration deadline) throws InterruptedException;
  }

  /** Receives and runs commands. */
  interface Commands extends Part {
    /** Sets whether commands that change something wait. Returns at once. */
    void suspend(boolean is);
  }

  /** Stores a profile. */
  interface Checkpoint {
    void take() throws IOException, InterruptedException;

    /** Deletes the local profile if its last state is stored, so that disks hold what runs. */
    void dropLocal() throws IOException;
  }

  /** Deletes what nobody can find once the session's item is gone. */
  @FunctionalInterface
  interface Cleanup {
    /**
     * Ends the remaining commands, then deletes queue, checkpoints and the marker of the ended
     * session.
     */
    void remove() throws IOException, InterruptedException;
  }

  /** Ends a session from within. Both methods may be called from any thread, and more than once. */
  interface Ends {
    /** The lease is lost: kill the browser, write nothing. */
    void lost();

    /** A part failed for good: give the session back. */
    void failed(Throwable failure);
  }
}
