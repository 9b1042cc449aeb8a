package io.griot.host.lease;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.contract.Wanted;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;

/** Leases in memory. Requests fail on demand. Held to the same contract as the real store. */
public final class FakeLeaseStore implements LeaseStore {
  private final Map<SessionId, SessionRecord> items = new ConcurrentHashMap<>();
  private final Map<SessionId, Instant> waitingSince = new ConcurrentHashMap<>();
  private final Set<Generation> endings = ConcurrentHashMap.newKeySet();
  private final Set<Generation> linkedEndings = ConcurrentHashMap.newKeySet();
  private final Set<SessionId> unknown = ConcurrentHashMap.newKeySet();
  private volatile Predicate<HostRecord> standsStill = host -> true;
  private final Map<Count, Long> counts = new ConcurrentHashMap<>();
  private volatile @Nullable RuntimeException failure;
  private volatile Runnable duringTake = () -> {};

  /** A customer and an environment, whose sessions are counted. */
  private record Count(CustomerId customer, Environment environment) {}

  /** Makes the session one that a newer version wrote. */
  public void makeUnknown(SessionId session) {
    unknown.add(session);
  }

  /** Whether a host's beat is unchanged. */
  public void hostsStandStill(Predicate<HostRecord> condition) {
    standsStill = condition;
  }

  /** Makes all requests fail, or none. */
  public void setDown(boolean isDown) {
    failure = isDown ? SdkClientException.create("down") : null;
  }

  /** Makes all requests throw this. */
  public void breakWith(RuntimeException bug) {
    failure = bug;
  }

  /** A session that waits for a host. */
  public static SessionRecord waiting(SessionId session) {
    return waiting(new Generation(session, Instant.EPOCH));
  }

  /** A session of this generation that waits for a host. */
  public static SessionRecord waiting(Generation session) {
    return SessionRecordBuilder.session(
            session, new CustomerId("customer"), new SessionName("shop"))
        .waiting()
        .build();
  }

  public void put(SessionRecord session, Instant since) {
    items.put(session.id(), session);
    waitingSince.put(session.id(), since);
  }

  /** Sets a customer's number of sessions. It is not counted for other customers. */
  void putCount(CustomerId customer, Environment environment, long sessions) {
    counts.put(new Count(customer, environment), sessions);
  }

  Optional<Long> count(CustomerId customer, Environment environment) {
    return Optional.ofNullable(counts.get(new Count(customer, environment)));
  }

  public Optional<SessionRecord> find(SessionId session) {
    return Optional.ofNullable(items.get(session));
  }

  /** Makes the API's change of the wanted state. */
  public void want(SessionId session, Wanted wanted) {
    items.computeIfPresent(
        session, (id, it) -> SessionRecordBuilder.like(it).wanted(wanted).build());
  }

  /** Makes the API's request of a restart. */
  public void wantRestart(SessionId session) {
    items.computeIfPresent(
        session, (id, it) -> SessionRecordBuilder.like(it).restarts(it.restarts() + 1).build());
  }

  /** Makes the supervisor's change of the suspension. */
  public void suspend(SessionId session, boolean is) {
    items.computeIfPresent(
        session, (id, it) -> SessionRecordBuilder.like(it).suspended(is).build());
  }

  /** Makes the API's request of a move. */
  public void wantMove(SessionId session, String from, Instant until) {
    items.computeIfPresent(
        session, (id, it) -> SessionRecordBuilder.like(it).movedFrom(from, until).build());
  }

  /** Gives a session to another host, as if that had taken it. */
  public void steal(SessionId session, String thief) {
    items.computeIfPresent(
        session,
        (id, it) ->
            SessionRecordBuilder.like(it).owner(thief, it.token() + 1).waiting(false).build());
  }

  public Set<Generation> endings() {
    return Set.copyOf(endings);
  }

  @Override
  public List<SessionId> waiting(int max) {
    failWhenDown();
    return items.values().stream()
        .filter(SessionRecord::waiting)
        .sorted(
            Comparator.comparing((SessionRecord it) -> !it.linked())
                .thenComparing(it -> waitingSince.getOrDefault(it.id(), Instant.EPOCH)))
        .limit(max)
        .map(SessionRecord::id)
        .toList();
  }

  @Override
  public List<SessionId> ownedBy(String host) {
    failWhenDown();
    return items.values().stream()
        .filter(item -> item.owner().filter(host::equals).isPresent())
        .map(SessionRecord::id)
        .toList();
  }

  @Override
  public Stored read(Collection<SessionId> sessions) {
    failWhenDown();
    return new Stored(
        sessions.stream()
            .distinct()
            .filter(id -> !unknown.contains(id))
            .map(items::get)
            .filter(it -> it != null)
            .toList(),
        unknown);
  }

  /** Runs during each take. */
  public void duringTake(Runnable step) {
    duringTake = step;
  }

  @Override
  public synchronized Optional<Long> take(SessionRecord seen, String host) {
    failWhenDown();
    duringTake.run();
    return change(
            seen,
            it ->
                SessionRecordBuilder.like(it)
                    .owner(host, it.token() + 1)
                    .waiting(false)
                    .notMoved()
                    .build())
        ? Optional.of(seen.token() + 1)
        : Optional.empty();
  }

  @Override
  public synchronized Optional<Long> takeFrom(HostRecord dead, SessionRecord seen, String host) {
    return standsStill.test(dead) ? take(seen, host) : Optional.empty();
  }

  @Override
  public synchronized void release(Lease lease, Instant since) {
    failWhenDown();
    SessionRecord item = items.get(lease.session());
    if (item != null && item.isHeldBy(lease)) {
      boolean _ = releaseOf(item, since);
    }
  }

  @Override
  public synchronized boolean releaseOf(SessionRecord seen, Instant since) {
    failWhenDown();
    boolean done =
        change(
            seen,
            it ->
                SessionRecordBuilder.like(it)
                    .wanted(
                        it.wanted() == Wanted.PARKED && it.wantsHost()
                            ? Wanted.RUNNING
                            : it.wanted())
                    .noOwner()
                    .waiting(it.wantsHost())
                    .build());
    if (done) {
      waitingSince.put(seen.id(), since);
    }
    return done;
  }

  @Override
  public synchronized boolean keepAwake(Lease lease, Instant at) {
    failWhenDown();
    SessionRecord item = items.get(lease.session());
    return item != null
        && item.wanted() == Wanted.PARKED
        && ours(lease, it -> SessionRecordBuilder.like(it).wanted(Wanted.RUNNING).build());
  }

  @Override
  public synchronized boolean setCheckpoint(Lease lease, String key, boolean isLastState) {
    failWhenDown();
    boolean isLate =
        Optional.ofNullable(items.get(lease.session()))
            .flatMap(SessionRecord::checkpoint)
            .filter(newest -> newest.compareTo(key) > 0)
            .isPresent();
    return !isLate
        && ours(
            lease,
            it -> SessionRecordBuilder.like(it).checkpoint(key).lastState(isLastState).build());
  }

  @Override
  public synchronized boolean outdateCheckpoint(Lease lease) {
    failWhenDown();
    return ours(lease, it -> SessionRecordBuilder.like(it).lastState(false).build());
  }

  @Override
  public synchronized boolean setLinked(Lease lease, boolean linked, Instant at) {
    failWhenDown();
    return ours(lease, it -> SessionRecordBuilder.like(it).linked(linked).build());
  }

  @Override
  public synchronized boolean end(
      SessionRecord seen, String owner, long token, boolean stillLinked, Instant at) {
    failWhenDown();
    SessionRecord item = items.get(seen.id());
    if (item == null
        || !item.generation().equals(seen.generation())
        || item.owner().filter(owner::equals).isEmpty()
        || item.token() != token
        || item.wanted() != Wanted.ENDED) {
      return false;
    }
    items.remove(seen.id());
    endings.add(seen.generation());
    if (stillLinked) {
      linkedEndings.add(seen.generation());
    }
    counts.computeIfPresent(
        new Count(seen.customer(), seen.environment()), (count, sessions) -> sessions - 1);
    return true;
  }

  /** Generations whose device may still be linked. */
  public Set<Generation> linkedEndings() {
    return Set.copyOf(linkedEndings);
  }

  @Override
  public void forgetEnded(SessionRecord ended) {
    failWhenDown();
    endings.remove(ended.generation());
  }

  private boolean change(SessionRecord seen, UnaryOperator<SessionRecord> change) {
    SessionRecord item = items.get(seen.id());
    if (item == null
        || !item.generation().equals(seen.generation())
        || !item.owner().equals(seen.owner())
        || item.token() != seen.token()
        || item.wanted() != seen.wanted()) {
      return false;
    }
    items.put(seen.id(), change.apply(item));
    return true;
  }

  private boolean ours(Lease lease, UnaryOperator<SessionRecord> change) {
    SessionRecord item = items.get(lease.session());
    if (item == null || !item.isHeldBy(lease)) {
      return false;
    }
    items.put(lease.session(), change.apply(item));
    return true;
  }

  private void failWhenDown() {
    RuntimeException now = failure;
    if (now != null) {
      throw now;
    }
  }
}
