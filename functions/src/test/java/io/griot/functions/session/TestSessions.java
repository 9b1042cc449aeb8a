package io.griot.functions.session;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.SessionId;
import io.griot.contract.SessionName;
import io.griot.functions.command.Requester;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sessions and hosts as tests need them. */
public final class TestSessions {
  public static final CustomerId AWA = new CustomerId("awa");
  public static final Requester BY_AWA = new Requester(AWA, Environment.TEST);
  public static final SessionName MAIN = new SessionName("main");
  public static final SessionId ID = SessionId.of(AWA, MAIN);

  /** The number of sessions in a customer's plan. */
  public static final int PLANNED = 3;

  private TestSessions() {}

  /** A session that was just started. */
  public static Session started(Instant now) {
    return Session.started(AWA, MAIN, Environment.TEST, now);
  }

  /** A session with the hosts' changes; one with an owner does not wait. */
  public static Session with(
      Session session, Optional<String> owner, long token, Optional<Instant> linkedAt) {
    return new Session(
        session.generation(),
        session.customer(),
        session.name(),
        session.environment(),
        session.wanted(),
        session.wantedAt(),
        session.restarts(),
        session.stopReason(),
        session.codeAskedAt(),
        owner,
        token,
        owner.isPresent() ? Optional.empty() : session.waitingSince(),
        linkedAt,
        session.startAgainAt(),
        session.suspended(),
        session.parking());
  }

  /** One whose profile's last state is stored. */
  public static Session atRest(Session session) {
    Parking was = session.parking();
    return with(
        session, new Parking(was.settings(), was.isOwn(), was.wakeAt(), was.checksIn(), true));
  }

  private static Session with(Session session, Parking parking) {
    return new Session(
        session.generation(),
        session.customer(),
        session.name(),
        session.environment(),
        session.wanted(),
        session.wantedAt(),
        session.restarts(),
        session.stopReason(),
        session.codeAskedAt(),
        session.owner(),
        session.token(),
        session.waitingSince(),
        session.linkedAt(),
        session.startAgainAt(),
        session.suspended(),
        parking);
  }

  /** One that says of all its sessions that they may be parked. */
  public static Host quiet(Host host) {
    return new Host(
        host.id(),
        host.beat(),
        host.beatFor(),
        host.beatAt(),
        host.startedAt(),
        host.slots(),
        host.sessions(),
        host.proofs(),
        host.proofs().keySet(),
        host.draining(),
        host.closed(),
        host.taskDefinition());
  }

  public static Host host(String id, Instant beatAt, SessionId... sessions) {
    Map<String, Instant> proofs = new HashMap<>();
    for (SessionId session : sessions) {
      proofs.put(session.value(), beatAt);
    }
    return new Host(
        id,
        1,
        Duration.ofSeconds(15),
        beatAt,
        Instant.EPOCH,
        10,
        sessions.length,
        proofs,
        Set.of(),
        false,
        false,
        Optional.empty());
  }
}
