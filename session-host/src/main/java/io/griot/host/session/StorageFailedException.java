package io.griot.host.session;

import io.griot.contract.SessionId;

/** The session's page cannot open its storage on this host. Its profile was put back. */
final class StorageFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StorageFailedException(SessionId session) {
    super("the page of session " + session + " could not open its storage, again and again");
  }
}
