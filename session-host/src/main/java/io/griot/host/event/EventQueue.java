package io.griot.host.event;

import io.griot.contract.Event;
import java.util.List;

/** The queue of all sessions' events. Thread-safe. */
public interface EventQueue {
  /** At most so many events go in one request. */
  int BATCH = 10;

  /**
   * Puts events on the queue, in this order. One that the queue has had in the last five minutes is
   * dropped by it. After a failure some may be there: sending all again does no harm.
   *
   * @param events at most {@link #BATCH}
   * @throws software.amazon.awssdk.core.exception.SdkException when not all are there
   */
  void send(List<Event> events);
}
