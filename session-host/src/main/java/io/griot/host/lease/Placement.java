package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Duration;
import java.util.List;

/**
 * The placement queue: one message for every session that should run. Whoever runs the session
 * keeps the message invisible, so that the session of a host that died comes back by itself.
 * Thread-safe; every method is one request that may throw.
 */
public interface Placement {

  /**
   * A received message.
   *
   * @param receipt what names it while it is invisible
   */
  record Message(SessionId session, String receipt) {}

  /** Waits up to the given time for up to {@code max} (1 to 10) messages. */
  List<Message> receive(int max, Duration wait);

  /** Has the message appear to all hosts after the given time, at once when it is zero. */
  void showIn(Message message, Duration delay);

  /** Sends a new message for the session. */
  void send(SessionId session);

  void delete(Message message);
}
