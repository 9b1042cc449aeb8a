package io.griot.functions.supervision;

import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All sessions and hosts of an installation. Writes are conditional as those of {@code
 * SessionStore}.
 */
public interface SupervisedSessionStore {
  /**
   * Everything that is stored. Sessions in the form of an earlier version are brought into today's
   * on the way; items in a newer one, and damaged ones, are left alone, and only counted.
   */
  Snapshot read(Instant now);

  /**
   * Stores a change of a session.
   *
   * @return false when the session is not as seen (any more), or another write of it is under way
   */
  boolean change(Session seen, Session changed);

  /**
   * Takes a session from a host that is no more, on condition that the host's heartbeat is as it
   * was seen.
   *
   * @param host as it was seen; empty when it is not stored any more
   * @param released the session without its host
   * @return false when the host's heart beat meanwhile, or as {@link #change} does
   */
  boolean release(Session seen, Optional<Host> host, Session released);

  /**
   * Removes a session.
   *
   * @return false as {@link #change} does
   */
  boolean end(Session seen, Instant at);

  /** Has a host give its sessions away; false when it is gone. */
  boolean drain(String host);

  /** Forgets a host whose heartbeat is as it was seen. */
  void forget(Host host);

  /**
   * All stored sessions and hosts.
   *
   * @param now DynamoDB's time
   * @param unknown how many sessions this version cannot read
   */
  record Snapshot(List<SessionView> sessions, List<Host> hosts, Instant now, int unknown) {
    public Snapshot {
      sessions = List.copyOf(sessions);
      hosts = List.copyOf(hosts);
    }
  }
}
