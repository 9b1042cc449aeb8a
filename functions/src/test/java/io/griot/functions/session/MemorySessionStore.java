package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.Generation;
import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.functions.supervision.SupervisedSessionStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stores sessions, observations and hosts in memory; tests make the hosts' changes. For one thread.
 */
public final class MemorySessionStore
    implements SessionStore, SupervisedSessionStore, HostStore, SessionQueues {
  private record Kind(CustomerId customer, Environment environment) {}

  public final Map<SessionId, Session> stored = new HashMap<>();
  public final Map<SessionId, StoredObservation> observations = new HashMap<>();
  public final Map<String, Host> hosts = new HashMap<>();
  public final List<String> poked = new ArrayList<>();
  public final List<Generation> mailboxes = new ArrayList<>();
  public final List<Generation> ended = new ArrayList<>();
  public final Map<SessionId, StillLinked> stillLinked = new HashMap<>();
  public final List<String> drained = new ArrayList<>();
  public final List<SessionId> moving = new ArrayList<>();
  private final Map<Kind, Integer> quotas = new HashMap<>();
  private final Map<Kind, Long> counted = new HashMap<>();
  private final InstantSource clock;

  /** So many writes are made and answered as if they had not been, as by a lost answer. */
  public int lostAnswers;

  /** So many writes lose against others. */
  public int conflicts;

  public MemorySessionStore(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Optional<SessionView> find(SessionId session) {
    return Optional.ofNullable(stored.get(session)).map(this::view);
  }

  @Override
  public List<SessionView> of(CustomerId customer) {
    return stored.values().stream()
        .filter(session -> session.customer().equals(customer))
        .map(this::view)
        .toList();
  }

  @Override
  public Optional<Instant> newestSeen(SessionId session) {
    return Optional.ofNullable(observations.get(session)).map(StoredObservation::createdAt);
  }

  private SessionView view(Session session) {
    return new SessionView(
        session,
        Optional.ofNullable(observations.get(session.id())),
        session.owner().map(hosts::get),
        clock.instant());
  }

  @Override
  public Creation create(Session session, int planned) {
    if (conflicts > 0) {
      conflicts--;
      return Creation.BUSY;
    }
    if (stored.containsKey(session.id())) {
      return Creation.EXISTS;
    }
    Kind kind = new Kind(session.customer(), session.environment());
    if (counted.getOrDefault(kind, 0L) >= quotas.getOrDefault(kind, planned)) {
      return Creation.QUOTA_EXCEEDED;
    }
    counted.merge(kind, 1L, Long::sum);
    stored.put(session.id(), session);
    return Creation.CREATED;
  }

  @Override
  public boolean change(Session seen, Session changed) {
    if (conflicts > 0) {
      conflicts--;
      return false;
    }
    if (!seen.equals(stored.get(seen.id()))) {
      return false;
    }
    stored.put(seen.id(), changed);
    return answer();
  }

  @Override
  public boolean move(Session seen, Instant until) {
    if (!seen.equals(stored.get(seen.id()))) {
      return false;
    }
    moving.add(seen.id());
    return answer();
  }

  @Override
  public boolean end(Session seen, Instant at) {
    if (!seen.equals(stored.get(seen.id()))) {
      return false;
    }
    if (seen.startAgainAt().isPresent()) {
      stored.put(seen.id(), seen.nextGeneration(at));
    } else {
      stored.remove(seen.id());
      counted.merge(new Kind(seen.customer(), seen.environment()), -1L, Long::sum);
    }
    ended.add(seen.generation());
    if (seen.linked()) {
      stillLinked.put(seen.id(), new StillLinked(seen.generation(), seen.environment(), at));
    }
    return answer();
  }

  @Override
  public Optional<StillLinked> stillLinked(SessionId session) {
    return Optional.ofNullable(stillLinked.get(session));
  }

  private boolean answer() {
    if (lostAnswers > 0) {
      lostAnswers--;
      return false;
    }
    return true;
  }

  @Override
  public void poke(String host) {
    poked.add(host);
  }

  @Override
  public boolean makeMailbox(Generation session) {
    mailboxes.add(session);
    return true;
  }

  @Override
  public Snapshot read(Instant now) {
    return new Snapshot(
        stored.values().stream().map(this::view).toList(),
        List.copyOf(hosts.values()),
        clock.instant(),
        0);
  }

  @Override
  public boolean release(Session seen, Optional<Host> host, Session released) {
    String owner = seen.owner().orElseThrow();
    boolean stands =
        host.map(Host::beat).equals(Optional.ofNullable(hosts.get(owner)).map(Host::beat));
    return stands && change(seen, released);
  }

  @Override
  public boolean drain(String host) {
    drained.add(host);
    return hosts.containsKey(host);
  }

  @Override
  public void forget(Host host) {
    boolean _ = hosts.remove(host.id(), host);
  }

  public void quota(CustomerId customer, Environment environment, int sessions) {
    quotas.put(new Kind(customer, environment), sessions);
  }

  public long counted(CustomerId customer, Environment environment) {
    return counted.getOrDefault(new Kind(customer, environment), 0L);
  }

  /** Does what a host does: takes a waiting session. */
  public Session take(SessionId id, String host) {
    Session seen = session(id);
    return put(TestSessions.with(seen, Optional.of(host), seen.token() + 1, seen.linkedAt()));
  }

  /** Does what a host does when the session's phone was linked. */
  public Session link(SessionId id, Instant at) {
    Session seen = session(id);
    return put(TestSessions.with(seen, seen.owner(), seen.token(), Optional.of(at)));
  }

  /** Does what a host does: gives a session back, or ends a stop. */
  public Session release(SessionId id) {
    return put(session(id).released(clock.instant()));
  }

  /** Stores a host's observation of its session. */
  public void see(SessionId id, long restarted, boolean usable, Optional<String> qr) {
    Session session = session(id);
    observations.put(
        id,
        new StoredObservation(
            session.generation().createdAt(),
            session.token(),
            restarted,
            Optional.of(usable ? SocketState.CONNECTED : SocketState.UNPAIRED),
            usable,
            Optional.empty(),
            qr,
            Optional.empty(),
            Set.of(),
            Optional.empty(),
            false));
  }

  /** Stores a host that is alive now, with answers of all these sessions' pages. */
  public void beat(String host, SessionId... sessions) {
    hosts.put(host, TestSessions.host(host, clock.instant(), sessions));
  }

  /** A host whose heart beat now, and that says that the session may be parked. */
  public void beatQuiet(String host, SessionId session) {
    hosts.put(host, TestSessions.quiet(TestSessions.host(host, clock.instant(), session)));
  }

  /** Acts as the host: the session's profile is stored, and no host has the session. */
  public Session rest(SessionId id) {
    put(TestSessions.atRest(session(id)));
    return release(id);
  }

  public Session session(SessionId id) {
    return Optional.ofNullable(stored.get(id)).orElseThrow();
  }

  private Session put(Session session) {
    stored.put(session.id(), session);
    return session;
  }
}
