package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;

/**
 * A session's log. It derives from its customer, so another customer's cannot even be asked for.
 */
public record LogId(CustomerId customer, SessionName name, Environment environment) {
  public SessionId session() {
    return SessionId.of(customer, name);
  }

  /** {@link EventLogItem#LOG} of its items. */
  public String key() {
    return EventLogItem.ofSession(session(), environment);
  }
}
