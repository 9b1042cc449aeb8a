package io.griot.functions.session;

import static io.griot.functions.session.TestSessions.AWA;
import static io.griot.functions.session.TestSessions.ID;
import static io.griot.functions.session.TestSessions.PLANNED;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Environment;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionName;
import io.griot.contract.StopReason;
import io.griot.functions.session.SessionStore.Creation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The contract of every store of sessions: of the fake for unit tests, and of DynamoDB. */
public abstract class SessionsContract {
  protected static final Instant T0 = Instant.parse("2026-10-01T12:00:00Z");

  private static final ParkSettings PARK =
      new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(6));

  /** An empty store, in which {@link TestSessions#AWA} is a customer without sessions. */
  protected abstract SessionStore sessions();

  protected abstract void quota(Environment environment, int sessions);

  protected abstract long counted(Environment environment);

  /** Does what a host does when it takes a session. */
  protected abstract void take(String host);

  /** Does what a host does when its session's phone was linked. */
  protected abstract void link(Instant at);

  @Test
  void storesASessionOnceAndReadsItBack() {
    Session session = TestSessions.started(T0);

    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);
    assertThat(sessions().create(TestSessions.started(T0.plusSeconds(1)), PLANNED))
        .isEqualTo(Creation.EXISTS);

    assertThat(stored()).isEqualTo(session);
    assertThat(counted(Environment.TEST)).isOne();
  }

  @Test
  void storesNoMoreSessionsThanTheCustomerMayHave() {
    quota(Environment.TEST, 1);

    assertThat(create("one", Environment.TEST)).isEqualTo(Creation.CREATED);
    assertThat(create("two", Environment.TEST)).isEqualTo(Creation.QUOTA_EXCEEDED);
    assertThat(create("live", Environment.LIVE)).isEqualTo(Creation.CREATED);
    assertThat(counted(Environment.TEST)).isOne();
  }

  @Test
  void allowsThreeWithoutAQuota() {
    assertThat(create("one", Environment.LIVE)).isEqualTo(Creation.CREATED);
    assertThat(create("two", Environment.LIVE)).isEqualTo(Creation.CREATED);
    assertThat(create("three", Environment.LIVE)).isEqualTo(Creation.CREATED);
    assertThat(create("four", Environment.LIVE)).isEqualTo(Creation.QUOTA_EXCEEDED);
  }

  @Test
  void storesNoneWithAQuotaOfNone() {
    quota(Environment.TEST, 0);

    assertThat(create("one", Environment.TEST)).isEqualTo(Creation.QUOTA_EXCEEDED);
  }

  @Test
  void makesRoomWhenASessionEnds() {
    quota(Environment.TEST, 1);
    Session session = TestSessions.started(T0);
    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);

    assertThat(sessions().end(session, T0.plusSeconds(1))).isTrue();

    assertThat(sessions().find(ID)).isEmpty();
    assertThat(counted(Environment.TEST)).isZero();
    assertThat(sessions().create(TestSessions.started(T0.plusSeconds(2)), PLANNED))
        .isEqualTo(Creation.CREATED);
  }

  @Test
  void makesTheNextGenerationOfASessionThatEndsAndWasStartedAgain() {
    Session session = TestSessions.started(T0);
    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);
    Session ending = changed(session, session.ending(T0.plusSeconds(1)));
    Session again = changed(ending, ending.startingAgain(T0.plusSeconds(2)));

    assertThat(sessions().end(again, T0.plusSeconds(3))).isTrue();

    assertThat(stored()).isEqualTo(TestSessions.started(T0.plusSeconds(3)));
    assertThat(counted(Environment.TEST)).isOne();
  }

  @Test
  void parksASessionAndWakesIt() {
    assertThat(sessions().create(TestSessions.started(T0), PLANNED)).isEqualTo(Creation.CREATED);
    take("host-a");
    link(T0);
    Session set = changed(stored(), stored().parking(Optional.of(PARK), true, T0));
    Session parked = changed(set, set.parked(T0.plusSeconds(1), T0.plusSeconds(3600)));

    assertThat(stored()).isEqualTo(parked);
    assertThat(stored().parking().wakeAt()).contains(T0.plusSeconds(3600));
    Session checking = changed(parked, parked.woken(T0.plusSeconds(3600), true));
    assertThat(stored()).isEqualTo(checking);
    assertThat(stored().parking().checksIn()).isTrue();
    assertThat(stored().parking().wakeAt()).isEmpty();
    Session again = changed(checking, checking.parked(T0.plusSeconds(3700), T0.plusSeconds(9000)));
    assertThat(again.parking().checksIn()).isFalse();
    assertThat(changed(again, again.running(T0.plusSeconds(4000))).parking().settings())
        .contains(PARK);
  }

  @Test
  void changesNothingOfASessionThatWasParkedMeanwhile() {
    assertThat(sessions().create(TestSessions.started(T0), PLANNED)).isEqualTo(Creation.CREATED);
    Session seen = changed(stored(), stored().parking(Optional.of(PARK), false, T0));
    Session parked = changed(seen, seen.parked(T0.plusSeconds(1), T0.plusSeconds(3600)));

    assertThat(sessions().change(seen, seen.suspended(true))).isFalse();
    assertThat(sessions().change(seen, seen.woken(T0.plusSeconds(2), false))).isFalse();
    assertThat(stored()).isEqualTo(parked);
  }

  @Test
  void keepsWhenItIsParkedInItsNextGeneration() {
    Session session = TestSessions.started(T0);
    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);
    Session set = changed(session, session.parking(Optional.of(PARK), true, T0));
    Session ending = changed(set, set.ending(T0.plusSeconds(1)));
    Session again = changed(ending, ending.startingAgain(T0.plusSeconds(2)));

    assertThat(sessions().end(again, T0.plusSeconds(3))).isTrue();

    assertThat(stored().parking().settings()).contains(PARK);
    assertThat(stored().parking().isOwn()).isTrue();
  }

  @Test
  void remembersThatADeviceMayStillBeLinkedWhenNobodyLoggedItOut() {
    assertThat(sessions().create(TestSessions.started(T0), PLANNED)).isEqualTo(Creation.CREATED);
    take("host-a");
    link(T0.plusSeconds(1));
    Session linked = stored();

    assertThat(sessions().end(linked, T0.plusSeconds(2))).isTrue();

    assertThat(sessions().stillLinked(ID))
        .contains(
            new SessionStore.StillLinked(linked.generation(), Environment.TEST, T0.plusSeconds(2)));
    assertThat(sessions().create(TestSessions.started(T0.plusSeconds(3)), PLANNED))
        .isEqualTo(Creation.CREATED);
    assertThat(sessions().end(stored(), T0.plusSeconds(4))).isTrue();
    assertThat(sessions().stillLinked(ID).map(SessionStore.StillLinked::generation))
        .contains(linked.generation());
  }

  @Test
  void remembersNothingOfASessionThatWasNeverLinked() {
    assertThat(sessions().create(TestSessions.started(T0), PLANNED)).isEqualTo(Creation.CREATED);

    assertThat(sessions().end(stored(), T0.plusSeconds(1))).isTrue();

    assertThat(sessions().stillLinked(ID)).isEmpty();
  }

  @Test
  void storesEveryChange() {
    Session session = TestSessions.started(T0);
    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);

    Session stopped =
        changed(session, session.stopped(T0.plusSeconds(1), Optional.of(StopReason.NOT_PAID)));
    assertThat(stopped.waitingSince()).isEmpty();
    Session running = changed(stopped, stopped.running(T0.plusSeconds(2)));
    assertThat(running.waitingSince()).contains(T0.plusSeconds(2));
    Session restarted = changed(running, running.restarting(T0.plusSeconds(3)));
    Session asked = changed(restarted, restarted.codeAsked(T0.plusSeconds(4)));
    Session suspended = changed(asked, asked.suspended(true));
    assertThat(suspended.suspended()).isTrue();
    assertThat(sessions().change(asked, asked.restarting(T0.plusSeconds(5)))).isFalse();
    assertThat(changed(suspended, suspended.running(T0.plusSeconds(6))).suspended()).isFalse();
    changed(stored(), stored().ending(T0.plusSeconds(7)));
  }

  @Test
  void changesNothingThatWasChangedSinceItWasSeen() {
    Session session = TestSessions.started(T0);
    assertThat(sessions().create(session, PLANNED)).isEqualTo(Creation.CREATED);
    take("host-a");

    assertThat(sessions().change(session, session.ending(T0))).isFalse();
    assertThat(sessions().end(session, T0)).isFalse();

    assertThat(stored().owner()).contains("host-a");
    assertThat(counted(Environment.TEST)).isOne();
  }

  @Test
  void leavesOwnerAndLinkToTheHost() {
    assertThat(sessions().create(TestSessions.started(T0), PLANNED)).isEqualTo(Creation.CREATED);
    take("host-a");
    link(T0.plusSeconds(1));
    Session seen = stored();

    Session stopped = changed(seen, seen.stopped(T0.plusSeconds(2), Optional.empty()));

    assertThat(stopped.owner()).contains("host-a");
    assertThat(stopped.linkedAt()).contains(T0.plusSeconds(1));
    assertThat(stopped.token()).isOne();
    Session released = changed(stopped, stopped.released(T0.plusSeconds(3)));
    assertThat(released.owner()).isEmpty();
    Session running = changed(released, released.running(T0.plusSeconds(4)));
    assertThat(running.waitingSince()).contains(T0.plusSeconds(4));
  }

  private Session changed(Session seen, Session changed) {
    assertThat(sessions().change(seen, changed)).isTrue();
    assertThat(stored()).isEqualTo(changed);
    return changed;
  }

  private Session stored() {
    return sessions().find(ID).orElseThrow().session();
  }

  private Creation create(String name, Environment environment) {
    return sessions().create(Session.started(AWA, new SessionName(name), environment, T0), PLANNED);
  }
}
