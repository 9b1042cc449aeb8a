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

  private int inARow;

  /**
   * Whether the page logged itself out although the account is linked. A cause that is not known is
   * believed once the page was up, and when it comes again after the profile was put back: the
   * server refuses a device that is no longer linked, whatever the client calls that.
   *
   * @param up whether the page was usable since its browser started
   */
  synchronized boolean isBroken(Cause cause, boolean up) {
    return switch (cause) {
      case STORAGE -> true;
      case ACCOUNT -> false;
      case UNKNOWN -> !up && inARow == 0;
    };
  }

  /** A start broke. */
  synchronized void broke() {
    inARow++;
  }

  /** The page is usable: what broke before counts no more. */
  synchronized void up() {
    inARow = 0;
  }

  /** Whether no further start is to be tried here. */
  synchronized boolean isOver() {
    return inARow >= MOST;
  }
}
