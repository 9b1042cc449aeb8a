package io.griot.host.session;

import io.griot.contract.SessionId;
import io.griot.contract.Wanted;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.LeaseStore;
import io.griot.host.lease.SessionRecord;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes sessions for a host: those that wait for one, those of dead hosts, and those that the table
 * says it has. Each is taken by a conditional write, so of several hosts one succeeds. Sessions
 * that need no host are released or ended on the way. Every method blocks for DynamoDB. For one
 * thread.
 */
final class SessionTaker {
  private static final Logger log = LoggerFactory.getLogger(SessionTaker.class);

  /** Limit per look, so that hosts with free slots share the waiting sessions. */
  private static final int TAKEN_PER_LOOK = 4;

  /**
   * The number of waiting sessions that one look reads. More are read when none of the first ones
   * can be taken.
   */
  private static final int NARROWEST_LOOK = 2 * TAKEN_PER_LOOK;

  private static final int WIDEST_LOOK = 500;

  private final String host;
  private final LeaseStore leases;
  private final InstantSource serverTime;
  private final Slots slots;

  private int width = NARROWEST_LOOK;
  private boolean hasTaken;

  /** The host's slots. */
  interface Slots {
    /** The number of sessions that the host could still take. */
    int free();

    boolean isRunning(SessionId session);

    /** Whether the session did not fail at this host a moment ago. */
    boolean mayTry(SessionId session);

    /**
     * Takes a session and starts it, while the heartbeat holds.
     *
     * @param seen the session as it was before
     * @param request takes it in the table; returns the new token, or nothing when another write
     *     came first
     * @return whether it was taken
     */
    boolean take(SessionRecord seen, Supplier<Optional<Long>> request);
  }

  /**
   * @param host this host's id
   * @param serverTime DynamoDB's time
   */
  SessionTaker(String host, LeaseStore leases, InstantSource serverTime, Slots slots) {
    this.host = host;
    this.leases = leases;
    this.serverTime = serverTime;
    this.slots = slots;
  }

  /** Begins a new look. */
  void begin() {
    hasTaken = false;
  }

  /** Whether a session was taken since the look began. */
  boolean hasTaken() {
    return hasTaken;
  }

  /**
   * Takes the sessions of a host that died, as many as one look may.
   *
   * @return whether it left some for which there is room
   */
  boolean takeFrom(HostRecord dead) {
    return takeFrom(dead, room());
  }

  /** Takes the sessions that this host had in an earlier process, and releases the others. */
  void takeBack(HostRecord earlier) {
    boolean _ = takeFrom(earlier, slots.free());
  }

  private boolean takeFrom(HostRecord dead, int room) {
    boolean hasLeft = false;
    int taken = 0;
    for (SessionRecord session : ownedBy(dead.id())) {
      if (!session.wantsHost()) {
        letGo(session);
      } else if (taken < room && slots.mayTry(session.id())) {
        taken += take(session, () -> leases.takeFrom(dead, session, host)) ? 1 : 0;
      } else {
        hasLeft |= taken >= room;
      }
    }
    return hasLeft && room() > 0;
  }

  /** Takes sessions that wait for a host, as many as one look may. */
  void takeWaiting() {
    int room = room();
    if (room <= 0) {
      return;
    }
    List<SessionId> first = leases.waiting(width);
    List<SessionId> ids = new ArrayList<>(first);
    ids.removeIf(id -> slots.isRunning(id) || !slots.mayTry(id));
    Map<SessionId, SessionRecord> found = new HashMap<>();
    if (!ids.isEmpty()) {
      leases.read(ids).known().forEach(session -> found.put(session.id(), session));
    }
    int taken = 0;
    for (SessionId id : ids) {
      SessionRecord session = found.get(id);
      if (session != null && isFree(session) && taken < room) {
        taken += take(session, () -> leases.take(session, host)) ? 1 : 0;
      }
    }
    // Sessions that cannot be taken here must not hide those after them.
    boolean stuck = taken == 0 && first.size() == width;
    width = stuck ? Math.min(4 * width, WIDEST_LOOK) : NARROWEST_LOOK;
  }

  private boolean isFree(SessionRecord session) {
    return session.waiting()
        && session.owner().isEmpty()
        && !session.isToLeave(host, serverTime.instant());
  }

  /**
   * Handles a session that the table assigns to this host but that does not run here, because
   * ending or taking it failed.
   */
  void remember(SessionRecord session) {
    if (!session.wantsHost()) {
      letGo(session);
    } else if (room() > 0 && slots.mayTry(session.id())) {
      boolean _ = take(session, () -> leases.take(session, host));
    } else {
      // Released, because no other host takes the sessions of a host that is alive.
      boolean _ = leases.releaseOf(session, serverTime.instant());
    }
  }

  /**
   * Releases a host's sessions in the table, so that other hosts need not wait until it counts as
   * dead.
   */
  void release(String owner) {
    for (SessionRecord left : ownedBy(owner)) {
      boolean _ = leases.releaseOf(left, serverTime.instant());
    }
  }

  private List<SessionRecord> ownedBy(String owner) {
    return leases.read(leases.ownedBy(owner)).known().stream()
        .filter(session -> session.owner().filter(owner::equals).isPresent())
        .toList();
  }

  /**
   * Releases or ends a session that needs no host: it is stopped, or it is to be ended and no phone
   * is linked.
   */
  private void letGo(SessionRecord session) {
    Instant now = serverTime.instant();
    boolean done =
        (session.wanted() == Wanted.ENDED && session.owner().isPresent())
            ? leases.end(session, session.owner().get(), session.token(), false, now)
            : leases.releaseOf(session, now);
    log.atInfo()
        .addKeyValue("sessionId", session.id())
        .addKeyValue("wanted", session.wanted())
        .addKeyValue("done", done)
        .log("session.let_go");
  }

  private int room() {
    return Math.min(TAKEN_PER_LOOK, slots.free());
  }

  private boolean take(SessionRecord seen, Supplier<Optional<Long>> request) {
    boolean taken = slots.take(seen, request);
    hasTaken |= taken;
    return taken;
  }
}
