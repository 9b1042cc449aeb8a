package io.griot.host.command;

/**
 * The session's queue was deleted while the session ran: nothing can be received any more. The
 * session must end here; whoever takes it next makes the queue anew.
 */
public final class QueueGoneException extends RuntimeException {
  private static final long serialVersionUID = 1;

  QueueGoneException(String queue, Throwable cause) {
    super("the queue " + queue + " does not exist any more", cause);
  }
}
