package io.griot.functions.eventlog;

import io.griot.contract.EventMessage;
import java.util.List;

/** Where events go that are delivered again. */
public interface ReplayQueue {
  /** Sends events of one session, in their order. Throws when some were not taken. */
  void send(List<EventMessage> events);
}
