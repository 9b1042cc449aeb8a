package io.griot.functions.supervision;

import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All sessions and hosts of an installation. Writes are conditional like those of {@code
 * SessionStore}.
 */
public interface SupervisedSessionStore {
  /**
   * Reads everything. Sessions in an older form are converted on the way; items in a newer form and
   * damaged ones are left alone and only counted.
   */
  Snapshot read(Instant now);

  /**
   * Stores a change of a session.
   *
   * @return false when the session differs from {@code seen}, or another write of it is under way
   */
  boolean change(Session seen, Session changed);

  /**
   * Takes a session from a dead host, on condition that the host's heartbeat has not changed.
   *
   * @param host as it was read; empty when it is not stored any more
   * @param released the session without its host
   * @return false when the heartbeat was renewed meanwhile, or in the same cases as {@link #change}
   */
  boolean release(Session seen, Optional<Host> host, Session released);

  /**
   * Removes a session.
   *
   * @return false in the same cases as {@link #change}
   */
  boolean end(Session seen, Instant at);

  /**
   * Marks a host as draining, so that it hands over its sessions.
   *
   * @return false when it is gone
   */
  boolean drain(String host);

  /** Removes the record of a host, on condition that its heartbeat has not changed. */
  void forget(Host host);

  /**
   * All stored sessions and hosts.
   *
   * @param now DynamoDB's time
   * @param unknown the number of sessions that this version cannot read
   */
  record Snapshot(List<SessionView> sessions, List<Host> hosts, Instant now, int unknown) {
    public Snapshot {
      sessions = List.copyOf(sessions);
      hosts = List.copyOf(hosts);
    }
  }
}
