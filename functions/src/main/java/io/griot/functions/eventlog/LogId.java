package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;

/**
 * A session's log. Its key derives from its customer, so that no request can reach another
 * customer's log.
 */
public record LogId(CustomerId customer, SessionName name, Environment environment) {
  public SessionId session() {
    return SessionId.of(customer, name);
  }

  /** The {@link EventLogItem#LOG} of the log's items. */
  public String key() {
    return EventLogItem.ofSession(session(), environment);
  }
}
