package io.griot.functions.eventlog;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.EventLogItem;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import java.util.Optional;

/**
 * A session's log, or that of what concerns no single session of a customer. It derives from its
 * customer, so another customer's cannot even be asked for.
 *
 * @param name the session's; empty for the account's log
 */
public record LogId(CustomerId customer, Optional<SessionName> name, Environment environment) {
  /** A session's. */
  public LogId(CustomerId customer, SessionName name, Environment environment) {
    this(customer, Optional.of(name), environment);
  }

  /** The account's. */
  public static LogId ofAccount(CustomerId customer, Environment environment) {
    return new LogId(customer, Optional.empty(), environment);
  }

  /** The log of an entry of the customer's list. */
  public static LogId listed(CustomerId customer, String entry, Environment environment) {
    return entry.equals(EventLogItem.ACCOUNT)
        ? ofAccount(customer, environment)
        : new LogId(customer, new SessionName(entry), environment);
  }

  /** The session of its events; empty for the account's log. */
  public Optional<SessionId> session() {
    return name.map(one -> SessionId.of(customer, one));
  }

  /** The {@link EventLogItem#LOG} of the log's items. */
  public String key() {
    return session()
        .map(session -> EventLogItem.ofSession(session, environment))
        .orElseGet(() -> EventLogItem.ofAccount(customer, environment));
  }
}
