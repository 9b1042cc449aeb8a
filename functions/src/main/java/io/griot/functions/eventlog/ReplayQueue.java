package io.griot.functions.eventlog;

import io.griot.contract.EventMessage;
import java.util.List;

/** The queue of events that are delivered again. */
public interface ReplayQueue {
  /**
   * Sends events of one session, in their order. Throws when the queue did not take some of them.
   */
  void send(List<EventMessage> events);
}
