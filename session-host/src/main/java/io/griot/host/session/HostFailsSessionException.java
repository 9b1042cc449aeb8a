package io.griot.host.session;

import io.griot.contract.SessionId;

/**
 * What this host has for a session fails again and again: its disk, its browser, what the page
 * stores. Another host may do better, so the session is given back. Its profile is whole.
 */
final class HostFailsSessionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HostFailsSessionException(SessionId session, String what) {
    super("session " + session + ": again and again, " + what);
  }
}
