package io.griot.host.session;

import io.griot.host.bridge.PageEvent.LoggedOut.Cause;

/**
 * Tells starts that broke from links that ended. WhatsApp's client logs itself out and deletes its
 * data when its databases do not open within 20 s, are full, or do not answer in time. The account
 * knows nothing of that: the profile's copy is still a linked device. Thread-safe.
 */
final class BrokenStarts {
  /** So many starts in a row that break are this host's fault: another one may do better. */
  static final int MOST = 5;

  /** Once from the copy of before the start, and once from the checkpoint. */
  private static final int UNKNOWN_TRIES = 2;

  private int inARow;
  private int unknownInARow;

  /**
   * Whether the page logged itself out although the account is linked. A cause that is not known is
   * believed once the page was up, and when it comes again after the profile was put back, from the
   * copy and then from the checkpoint: the server refuses a device that is no longer linked,
   * whatever the client calls that.
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

  /** A start broke. */
  synchronized void broke(Cause cause) {
    inARow++;
    if (cause == Cause.UNKNOWN) {
      unknownInARow++;
    }
  }

  /**
   * Whether the copy that was made before the start is of no use: it was put back, and the page
   * found no link in it again. What lies on this host's disk may be damaged.
   */
  synchronized boolean isCopyDoubtful() {
    return unknownInARow >= UNKNOWN_TRIES;
  }

  /** The page is usable: what broke before counts no more. */
  synchronized void up() {
    inARow = 0;
    unknownInARow = 0;
  }

  /** Whether no further start is to be tried here. */
  synchronized boolean isOver() {
    return inARow >= MOST;
  }
}
