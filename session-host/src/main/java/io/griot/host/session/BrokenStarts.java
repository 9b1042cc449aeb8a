package io.griot.host.session;

import io.griot.host.bridge.PageEvent.LoggedOut.Cause;

/**
 * Distinguishes failed starts from ended links. WhatsApp's client logs itself out and deletes its
 * data when its databases do not open within 20 s, are full, or do not answer in time. The account
 * is not told, so the copy of the profile is still a linked device. Thread-safe.
 */
final class BrokenStarts {
  /**
   * Failed starts in a row after which this host is given up for the session. Another host may
   * succeed.
   */
  static final int MOST = 5;

  /**
   * Attempts after a logout of unknown cause: one from the copy made before the start, one from the
   * checkpoint.
   */
  private static final int UNKNOWN_TRIES = 2;

  private int inARow;
  private int unknownInARow;

  /**
   * Whether the page logged itself out although the account is still linked. A logout of unknown
   * cause is believed in two cases: the page was usable before, or the logout came again after the
   * profile was restored from the copy and from the checkpoint. A device that is not linked any
   * more is refused by the server every time.
   *
   * @param up whether the page was usable since its browser started
   */
  synchronized boolean isBroken(Cause cause, boolean up) {
    return switch (cause) {
      case STORAGE -> true;
      case ACCOUNT -> false;
      case UNKNOWN -> !up && unknownInARow < UNKNOWN_TRIES;
    };
  }

  /** Records a failed start. */
  synchronized void broke(Cause cause) {
    inARow++;
    if (cause == Cause.UNKNOWN) {
      unknownInARow++;
    }
  }

  /**
   * Whether the copy made before the start may be damaged: it was restored, and the page found no
   * link in it again.
   */
  synchronized boolean isCopyDoubtful() {
    return unknownInARow >= UNKNOWN_TRIES;
  }

  /** Resets the counts once the page is usable. */
  synchronized void up() {
    inARow = 0;
    unknownInARow = 0;
  }

  /** Whether this host should not try again. */
  synchronized boolean isOver() {
    return inARow >= MOST;
  }
}
