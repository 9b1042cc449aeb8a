package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.util.Objects;
import java.util.function.LongPredicate;

/**
 * The right to run a session, held by one host. Every write for the session is conditional on owner
 * and token, so a host that lost the lease can change nothing.
 *
 * <p>{@link #isHeldAt} is checked before each claim, each call into the page and each write. The
 * lease holds while the host's heartbeat is valid and it is not revoked. Once lost it must not be
 * used again: the session's next lease has a larger token. Thread-safe.
 */
public final class Lease {
  private final SessionId session;
  private final String owner;
  private final long token;
  private final LongPredicate heartbeatHolds;
  private volatile boolean revoked;

  /**
   * @param owner the host's id
   * @param token the fencing token; larger than that of every earlier lease of this session
   * @param heartbeatHolds whether the host's heartbeat holds at a monotonic time in nanoseconds
   */
  public Lease(SessionId session, String owner, long token, LongPredicate heartbeatHolds) {
    this.session = Objects.requireNonNull(session);
    this.owner = Objects.requireNonNull(owner);
    this.token = token;
    this.heartbeatHolds = Objects.requireNonNull(heartbeatHolds);
  }

  public SessionId session() {
    return session;
  }

  public String owner() {
    return owner;
  }

  public long token() {
    return token;
  }

  /**
   * Whether this host still holds the lease.
   *
   * @param nanos current monotonic time, {@link System#nanoTime}
   */
  public boolean isHeldAt(long nanos) {
    return !revoked && heartbeatHolds.test(nanos);
  }

  /** Ends the lease permanently, because it was lost or released. */
  public void revoke() {
    revoked = true;
  }

  @Override
  public String toString() {
    return session + "@" + owner + "#" + token;
  }
}
