package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import java.time.Instant;
import java.util.Optional;

/**
 * A session as stored; see {@link io.griot.contract.SessionItem}.
 *
 * @param customer its owner
 * @param wanted the state that is wanted
 * @param restarts number of restarts requested so far
 * @param owner the host that has it, even if that host is dead
 * @param token fencing token of the newest lease; 0 before the first
 * @param waiting whether it wants a host and has none
 * @param linked whether a phone is linked
 * @param checkpoint S3 key of the newest checkpoint
 * @param isLastState whether no browser has run on the profile since that checkpoint
 * @param move the host that is to give up the session to others; empty when nobody asked for that
 * @param suspended whether nothing that changes something is to begin, because its customer's
 *     subscription is suspended
 */
public record SessionRecord(
    Generation generation,
    CustomerId customer,
    SessionName name,
    Environment environment,
    Wanted wanted,
    long restarts,
    Optional<String> owner,
    long token,
    boolean waiting,
    boolean linked,
    Optional<String> checkpoint,
    boolean isLastState,
    Optional<Move> move,
    boolean suspended) {

  /**
   * The request that a host give up the session for a while.
   *
   * @param until by DynamoDB's time
   */
  public record Move(String from, Instant until) {}

  public SessionId id() {
    return generation.session();
  }

  /** Whether a host is needed, to run it or to log its device out. */
  public boolean wantsHost() {
    return wanted == Wanted.RUNNING || (wanted == Wanted.ENDED && linked);
  }

  /**
   * Whether this host must leave the session to others.
   *
   * @param now by DynamoDB's time
   */
  public boolean isToLeave(String host, Instant now) {
    return move.filter(one -> one.from().equals(host) && now.isBefore(one.until())).isPresent();
  }

  boolean isHeldBy(Lease lease) {
    return owner.filter(lease.owner()::equals).isPresent() && token == lease.token();
  }
}
