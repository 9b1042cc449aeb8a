package io.griot.host.event;

import io.griot.contract.Event;
import java.util.List;

/** The queue of all sessions' events. Thread-safe. */
public interface EventQueue {
  /**
   * Sends events. Each chat's are taken in this order, also when some are refused. The queue drops
   * events that it received in the last five minutes, so after a failure all may be sent again.
   * Blocks.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException when some were not accepted
   */
  void send(List<Event> events);
}
