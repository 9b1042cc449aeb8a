package io.griot.host.lease;

import io.griot.contract.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The leases of all sessions. Thread-safe; every method is one request, or a few, that may throw
 * {@link software.amazon.awssdk.core.exception.SdkException}.
 */
public interface LeaseStore {

  /**
   * Sessions that want a host and have none, in the order in which they are to be taken: linked
   * ones first, then the one that has waited longest. From an index, which may lag behind.
   */
  List<SessionId> waiting(int max);

  /** The sessions that a host has, or had when it died. From an index, which may lag behind. */
  List<SessionId> ownedBy(String host);

  /**
   * The sessions as of now.
   *
   * @throws software.amazon.awssdk.core.exception.SdkException also when DynamoDB answers for some
   *     of them only: what is not answered must not look as if it were gone
   */
  Stored read(Collection<SessionId> sessions);

  /**
   * What is stored of some sessions. One that is in neither collection is not there.
   *
   * @param known those that this version understands
   * @param unknown those that a newer version wrote: they are left as they are
   */
  record Stored(List<SessionRecord> known, Set<SessionId> unknown) {
    public Stored {
      known = List.copyOf(known);
      unknown = Set.copyOf(unknown);
    }
  }

  /**
   * Makes this host the owner, with the next token, on condition that generation, owner and token
   * are still as seen, and that the session still wants a host.
   *
   * @return the new token; empty when a condition does not hold
   */
  Optional<Long> take(SessionRecord seen, String host);

  /**
   * As {@link #take}, from a host that counts as dead: on condition also that its beat still stands
   * where it was seen to stand still, or its item is gone. So nothing is taken from a host that
   * beats again, however long this one paused since it judged.
   */
  Optional<Long> takeFrom(HostRecord dead, SessionRecord seen, String host);

  /**
   * Gives the lease back, on condition that it is ours: the session has no owner then, and waits
   * for one when it still wants a host. Nothing happens when it is not ours.
   *
   * @param since from when on it waits, by DynamoDB's time
   */
  void release(Lease lease, Instant since);

  /**
   * Lets a session go that nobody runs, on condition that owner and token are as seen, as {@link
   * #release} does.
   *
   * @return false when they are not
   */
  boolean releaseOf(SessionRecord seen, Instant since);

  /**
   * Makes a checkpoint the session's newest, on condition that the lease is ours.
   *
   * @param isLastState whether it was taken after the browser had ended by itself
   * @return false when it is not: the lease is lost
   */
  boolean setCheckpoint(Lease lease, String key, boolean isLastState);

  /**
   * Says that the newest checkpoint is the last state of the profile no more, on condition that the
   * lease is ours. To be called before a browser starts.
   *
   * @return false when it is not: the lease is lost
   */
  boolean outdateCheckpoint(Lease lease);

  /**
   * Says that a phone is linked, or that none is any more, on condition that the lease is ours. One
   * that was logged out may be linked again as if its code had just been asked for.
   *
   * @param at DynamoDB's time
   * @return false when it is not: the lease is lost
   */
  boolean setLinked(Lease lease, boolean linked, Instant at);

  /**
   * Ends the session, on condition that it is as seen (owner, token) and is to end: removes its
   * item, counts one less for its customer, and notes that its generation ended, all or nothing.
   * One that was started again meanwhile is followed by its next generation, which waits for a
   * host.
   *
   * @param stillLinked whether nobody confirmed that its device was unlinked
   * @param at DynamoDB's time
   * @return false when a condition does not hold
   */
  boolean end(SessionRecord seen, String owner, long token, boolean stillLinked, Instant at);

  /**
   * Nothing of an ended generation is left: removes what was last seen and the note, unless that
   * says that the device may still be linked.
   */
  void forgetEnded(SessionRecord ended);
}
