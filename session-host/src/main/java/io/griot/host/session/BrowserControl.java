package io.griot.host.session;

import java.time.Duration;

/** Keeps one session's browser running. {@link #run} occupies one thread. Thread-safe. */
interface BrowserControl {

  /**
   * Runs until closed. The browser is closed or killed when this returns or throws.
   *
   * @throws LeaseLostException when the lease is lost
   */
  void run() throws InterruptedException, LeaseLostException;

  /**
   * Replaces the browser by a new one on the same profile, unless this request was satisfied
   * already.
   */
  void restart(long number);

  /**
   * Unlinks this device from the account. Blocks until the deadline at most.
   *
   * @return whether WhatsApp confirmed it
   */
  boolean logOut(Duration deadline) throws InterruptedException;

  /**
   * Makes {@link #run} close the browser in an orderly way, so that it writes its profile, and
   * return.
   */
  void close();

  /** Kills the browser at once and makes {@link #run} return. Never throws. */
  void kill();
}
