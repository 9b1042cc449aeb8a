package io.griot.host.command;

/**
 * The session's queue was deleted while the session ran, so nothing can be received any more. The
 * session must end here; the host that takes it next creates the queue again.
 */
public final class QueueGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueueGoneException(String queue, Throwable cause) {
    super("the queue " + queue + " does not exist any more", cause);
  }
}
