package io.griot.host.session;

import java.time.Duration;

/** Keeps one session's browser there. {@link #run} is the life of one thread. Thread-safe. */
interface BrowserLife {

  /**
   * Runs until closed; the browser is closed, or killed, when this returns or throws.
   *
   * @throws LeaseLostException when the lease does not hold any more
   */
  void run() throws InterruptedException, LeaseLostException;

  /** Has the browser replaced by a new one on the same profile, unless that was done already. */
  void restart(long number);

  /**
   * Removes this device from the account.
   *
   * @return whether the page said that it is done
   */
  boolean logOut(Duration deadline) throws InterruptedException;

  /** Has {@link #run} close the browser, so that it writes its profile, and return. */
  void close();

  /** Kills the browser at once and has {@link #run} return. Never throws. */
  void kill();
}
