package io.griot.host.session;

import io.griot.contract.SessionId;

/**
 * This host failed a session again and again: its disk, its browser, or the page's storage. The
 * session is given back, because another host may succeed. Its profile is intact.
 */
final class HostFailsSessionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  HostFailsSessionException(SessionId session, String what) {
    super("session " + session + ": again and again, " + what);
  }
}
