package io.griot.host.event;

import io.griot.contract.Event;
import java.util.List;

/** The queue of all sessions' events. Thread-safe. */
public interface EventQueue {
  /** Maximum of events in one request. */
  int BATCH = 10;

  /**
   * Sends events in this order. The queue drops events that it received in the last five minutes,
   * so after a failure all may be sent again. Blocks.
   *
   * @param events at most {@link #BATCH}
   * @throws software.amazon.awssdk.core.exception.SdkException when some were not accepted
   */
  void send(List<Event> events);
}
