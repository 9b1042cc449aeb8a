package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.util.Objects;
import java.util.function.LongPredicate;

/**
 * The right to run a session, as its holder knows it. Every write the holder makes for the session
 * is conditional on owner and token, so a holder that lost the lease can change nothing.
 *
 * <p>A lease can be asked whether it is held: before a claim, before a call into the page, before a
 * write. It is held as long as the host's heartbeat was renewed lately enough and nobody has
 * revoked it. Once it is not held it must not be used again: the session's next lease has a larger
 * token. Thread-safe.
 */
public final class Lease {
  private final SessionId session;
  private final String owner;
  private final long token;
  private final LongPredicate heartbeatHolds;
  private volatile boolean revoked;

  /**
   * @param owner the host's id
   * @param token the fencing token: larger than that of every lease taken before on this session
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
   * Whether the session is still this host's.
   *
   * @param nanos the monotonic time, {@link System#nanoTime}, of this moment
   */
  public boolean isHeldAt(long nanos) {
    return !revoked && heartbeatHolds.test(nanos);
  }

  /** The lease is lost, or was given back: it is not held any more, for good. */
  public void revoke() {
    revoked = true;
  }

  /** For logs. */
  @Override
  public String toString() {
    return session + "@" + owner + "#" + token;
  }
}
