package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The leases of all sessions. Thread-safe. Every method blocks for one request or a few, which may
 * throw {@link software.amazon.awssdk.core.exception.SdkException}.
 */
public interface LeaseStore {

  /**
   * Sessions that want a host and have none, in the order in which they should be taken: linked
   * ones first, then those that have waited longest. Read from an index, which may lag behind.
   */
  List<SessionId> waiting(int max);

  /**
   * The sessions that a host owns, even if it is dead. Read from an index, which may lag behind.
   */
  List<SessionId> ownedBy(String host);

  /**
   * Reads sessions consistently.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException also when DynamoDB returns only some
   *     of them: an item that was left out must not look deleted
   */
  Stored read(Collection<SessionId> sessions);

  /**
   * Sessions as stored. A session in neither collection does not exist.
   *
   * @param known sessions that this version can read
   * @param unknown sessions that a newer version wrote; they are left as they are
   */
  record Stored(List<SessionRecord> known, Set<SessionId> unknown) {
    public Stored {
      known = List.copyOf(known);
      unknown = Set.copyOf(unknown);
    }
  }

  /**
   * Makes this host the owner with the next token. Conditional on generation, owner and token being
   * as seen, and on the session still wanting a host.
   *
   * @return the new token; empty when the condition failed
   */
  Optional<Long> take(SessionRecord seen, String host);

  /**
   * Takes a session from a dead host, like {@link #take}. Also conditional on the dead host's beat
   * being unchanged or its item being gone. So nothing is taken from a host that beats again,
   * however long this host paused after it judged.
   */
  Optional<Long> takeFrom(HostRecord dead, SessionRecord seen, String host);

  /**
   * Releases a lease. Conditional on the lease being ours. The session then has no owner, and waits
   * for one if it still wants a host. Does nothing when the lease is not ours.
   *
   * @param since start of the wait, by DynamoDB's time
   */
  void release(Lease lease, Instant since);

  /**
   * Releases a session that no host runs, like {@link #release}. Conditional on owner and token
   * being as seen.
   *
   * @return false when the condition failed
   */
  boolean releaseOf(SessionRecord seen, Instant since);

  /**
   * Makes a checkpoint the session's newest. Conditional on the lease being ours, and on no later
   * checkpoint: a write that arrives late takes none back.
   *
   * @param isLastState whether it was taken after the browser had ended in an orderly way
   * @return false when the lease is lost
   */
  boolean setCheckpoint(Lease lease, String key, boolean isLastState);

  /**
   * Records that the newest checkpoint is not the profile's last state any more. Conditional on the
   * lease being ours. Must be called before a browser starts.
   *
   * @return false when the lease is lost
   */
  boolean outdateCheckpoint(Lease lease);

  /**
   * Records whether a phone is linked. Conditional on the lease being ours. A logged-out session
   * gets as much time to be linked again as after a new request for a QR code. Linking marks the
   * pairing link as used.
   *
   * @param at DynamoDB's time
   * @return false when the lease is lost
   */
  boolean setLinked(Lease lease, boolean linked, Instant at);

  /**
   * Ends a session. Conditional on owner and token being as given and on the session being wanted
   * ended. In one transaction it deletes the item, decrements the customer's count, and stores a
   * marker that this generation ended. If a start was requested in the meantime, the next
   * generation replaces the item and waits for a host.
   *
   * @param stillLinked whether the unlinking of its device was not confirmed. Stored for the API,
   *     for {@link io.griot.contract.StillLinkedItem#KEPT}
   * @param at DynamoDB's time
   * @return false when the condition failed
   */
  boolean end(SessionRecord seen, String owner, long token, boolean stillLinked, Instant at);

  /** Deletes what is left of an ended generation: its observation and its marker. */
  void forgetEnded(SessionRecord ended);
}
