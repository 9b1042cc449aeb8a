package io.griot.functions.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.CustomerId;
import io.griot.contract.Environment;
import io.griot.contract.ParkSettings;
import io.griot.contract.SessionName;
import io.griot.functions.session.Evidence;
import io.griot.functions.session.Host;
import io.griot.functions.session.Session;
import io.griot.functions.session.SessionView;
import io.griot.functions.session.TestSessions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParkingPlanTest {
  private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
  private static final int SLOTS = 10;
  private static final ParkSettings PARK =
      new ParkSettings(Duration.ofMinutes(15), Duration.ofHours(10));
  private static final Evidence EVIDENCE = new Evidence(Duration.ofSeconds(45));

  private final List<SessionView> sessions = new ArrayList<>();
  private final List<Host> hosts = new ArrayList<>();

  @Test
  void wakesAtOnceNoMoreThanAHostHolds() {
    asleep(35, NOW.minusSeconds(60));

    assertThat(plan().wake()).hasSize(SLOTS);
  }

  @Test
  void wakesNoMoreWhileAsManyWait() {
    asleep(35, NOW.minusSeconds(60));
    waiting(7);
    assertThat(plan().wake()).hasSize(3);

    waiting(5);
    assertThat(plan().wake()).isEmpty();
  }

  @Test
  void wakesAsManyAsThereAreFreeSlots() {
    asleep(35, NOW.minusSeconds(60));
    hosts.add(TestSessions.host("host-a", NOW));
    hosts.add(TestSessions.host("host-b", NOW));
    hosts.add(TestSessions.host("dead", NOW.minusSeconds(60)));

    assertThat(plan().wake()).hasSize(20);
  }

  @Test
  void wakesThoseFirstThatAreDueLongest() {
    asleep(5, NOW.minusSeconds(1));
    asleep(10, NOW.minusSeconds(60));

    assertThat(plan().wake())
        .hasSize(SLOTS)
        .allSatisfy(
            session -> assertThat(session.parking().wakeAt()).contains(NOW.minusSeconds(60)));
  }

  @Test
  void wakesEarlierOnlyWhatFindsAFreeSlot() {
    asleep(15, NOW.plus(Duration.ofMinutes(59)));
    assertThat(plan().wake()).isEmpty();

    hosts.add(TestSessions.host("host-a", NOW));
    assertThat(plan().wake()).hasSize(SLOTS);
  }

  private ParkingPlan plan() {
    return ParkingPlan.of(
        new SupervisedSessionStore.Snapshot(sessions, hosts, NOW, 0), EVIDENCE, SLOTS, NOW);
  }

  private void asleep(int many, Instant wakeAt) {
    for (int i = 0; i < many; i++) {
      Session session =
          next()
              .released(NOW)
              .parking(Optional.of(PARK), true, NOW)
              .parked(NOW.minus(PARK.wakeEvery()), wakeAt);
      add(TestSessions.atRest(session));
    }
  }

  private void waiting(int many) {
    for (int i = 0; i < many; i++) {
      add(next());
    }
  }

  private Session next() {
    return Session.started(
        new CustomerId("awa"), new SessionName("s" + sessions.size()), Environment.LIVE, NOW);
  }

  private void add(Session session) {
    sessions.add(new SessionView(session, Optional.empty(), Optional.empty(), NOW));
  }
}
