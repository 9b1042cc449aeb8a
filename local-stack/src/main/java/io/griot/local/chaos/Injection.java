package io.griot.local.chaos;

import java.util.Set;

/** Makes and repairs the faults of some classes. Called by one thread. */
interface Injection {
  /** Makes a fault. */
  Made make(Fault fault);

  /**
   * A fault that was made.
   *
   * @param sessions the sessions that lost host, browser or network
   * @param what a description for the log
   * @param heal repairs it: restarts what was ended, continues what was stopped
   */
  record Made(Set<Integer> sessions, String what, Runnable heal) {
    public Made {
      sessions = Set.copyOf(sessions);
    }
  }
}
