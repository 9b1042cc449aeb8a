package io.griot.host.session;

import io.griot.host.command.CommandConsumer;
import io.griot.host.command.SessionGate;
import io.griot.host.lease.SessionRecorder;
import io.griot.host.profile.Profile;

/**
 * What a running session consists of. Made when it starts, by {@link Maker}.
 *
 * @param status what is known of its page
 * @param browser keeps the page there
 * @param gate holds commands until the page can run them
 * @param consumer reads its queue
 * @param recorder stores what is seen
 * @param profile the browser's profile
 * @param remains what is left of it when it was ended
 */
record SessionParts(
    PageStatusBoard status,
    BrowserKeeper browser,
    SessionGate gate,
    CommandConsumer consumer,
    SessionRecorder recorder,
    Profile profile,
    Remains remains) {

  /** What nobody can find any more once a session's item is gone. */
  @FunctionalInterface
  interface Remains {
    /** Ends the commands that are left, then removes queue, checkpoints and the note of the end. */
    void remove() throws java.io.IOException, InterruptedException;
  }

  /** How a session ends by itself. Both may be called by any thread, and more than once. */
  interface Ends {
    /** The lease is lost: kill, write nothing. */
    void lost();

    /** A part failed for good: give the session back. */
    void failed(Throwable failure);
  }
}
