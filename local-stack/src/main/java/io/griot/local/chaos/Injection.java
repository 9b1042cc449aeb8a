package io.griot.local.chaos;

import java.util.Set;

/** How the faults of some classes are made, and made good again. Called by one thread. */
interface Injection {
  /** Makes it. */
  Made make(Fault fault);

  /**
   * A fault that was made.
   *
   * @param sessions the sessions that it took from their host, browser or network
   * @param what it met, for the log
   * @param heal makes it good again: starts what was ended, lets go on what stands still
   */
  record Made(Set<Integer> sessions, String what, Runnable heal) {
    public Made {
      sessions = Set.copyOf(sessions);
    }
  }
}
