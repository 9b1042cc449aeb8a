package io.griot.functions.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.griot.functions.session.Host;
import io.griot.functions.supervision.HostPlan.Demand;
import io.griot.functions.supervision.HostPlan.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostPlanTest {
  private static final Instant NOW = Instant.parse("2026-10-01T12:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofHours(1));
  private static final Limits LIMITS = new Limits(0, 4, 10, 1, 0);
  private static final String NEW = "hosts:2";
  private static final String OLD = "hosts:1";

  @ParameterizedTest
  @CsvSource({"0,0", "1,1", "9,1", "10,2", "19,2", "20,3", "39,4", "400,4"})
  void hasAsManyHostsAsTheSessionsNeed(int waiting, int hosts) {
    HostPlan plan = plan(waiting, waiting, 0, LIMITS);

    assertThat(plan).isEqualTo(new HostPlan(hosts, List.of()));
  }

  @Test
  void keepsTheLeastNumberWithoutSessions() {
    assertThat(plan(0, 0, 0, new Limits(2, 4, 10, 1, 0)).desired()).isEqualTo(2);
  }

  @Test
  void keepsSlotsFreeForParkedSessionsAsFarAsThereAreSome() {
    Limits limits = new Limits(0, 4, 10, 1, 12);

    assertThat(plan(0, 0, 0, limits.whileParked(0)).desired()).isZero();
    assertThat(plan(0, 0, 0, limits.whileParked(3)).desired()).isOne();
    assertThat(plan(0, 0, 0, limits.whileParked(100)).desired()).isEqualTo(2);
    assertThat(plan(8, 8, 0, limits.whileParked(0)).desired()).isOne();
    assertThat(plan(8, 8, 0, limits.whileParked(3)).desired()).isEqualTo(2);
    assertThat(plan(0, 0, 0, LIMITS.whileParked(100)).desired()).isZero();
  }

  @Test
  void makesNoChangeWhileAHostIsStarting() {
    assertThat(plan(3, 3, 1, LIMITS)).isEqualTo(new HostPlan(1, List.of()));
  }

  @Test
  void countsWhatHostsHoldThoughNobodyWantsItAnyMore() {
    HostPlan plan = plan(0, 3, 1, LIMITS, host("a", 9));

    assertThat(plan.desired()).isEqualTo(2);
  }

  @Test
  void addsAHostWhenTheSlotsRunOut() {
    assertThat(plan(12, 2, 1, LIMITS, host("a", 10)).desired()).isEqualTo(2);
  }

  @Test
  void countsADeadHostForNothing() {
    Host dead = with(host("dead", 10), NOW.minusSeconds(16), LONG_AGO, false, NEW);

    assertThat(plan(10, 10, 1, LIMITS, dead).desired()).isEqualTo(2);
  }

  @Test
  void drainsTheEmptiestOfTooMany() {
    HostPlan plan = plan(8, 0, 3, LIMITS, host("a", 5), host("b", 1), host("c", 2));

    assertThat(plan).isEqualTo(new HostPlan(3, List.of("b")));
  }

  @Test
  void drainsNoneWhoseSessionsWouldSoonNeedItAgain() {
    assertThat(plan(8, 0, 2, LIMITS, host("a", 5), host("b", 3)).drain()).isEmpty();
    assertThat(plan(7, 0, 2, LIMITS, host("a", 5), host("b", 2)).drain()).containsExactly("b");
  }

  @Test
  void drainsNoHostThatJustStarted() {
    Host young = with(host("b", 0), NOW, NOW.minus(Duration.ofMinutes(9)), false, NEW);

    assertThat(plan(2, 0, 2, LIMITS, host("a", 2), young).drain()).isEmpty();
  }

  @Test
  void drainsOneAtATime() {
    HostPlan plan = plan(4, 0, 3, LIMITS, host("a", 3), draining("b", 1), host("c", 0));

    assertThat(plan).isEqualTo(new HostPlan(3, List.of()));
  }

  @Test
  void removesAHostOnceItIsDrained() {
    HostPlan plan = plan(3, 0, 2, LIMITS, host("a", 3), draining("b", 0));

    assertThat(plan).isEqualTo(new HostPlan(1, List.of()));
  }

  @Test
  void staysAtItsNumberWhileADrainedHostIsBeingEnded() {
    HostPlan plan = plan(3, 0, 1, LIMITS, host("a", 3), draining("b", 0));

    assertThat(plan).isEqualTo(new HostPlan(1, List.of()));
  }

  @Test
  void needsAnotherHostWhileOneThatTakesNothingIsThere() {
    HostPlan plan = plan(15, 5, 2, LIMITS, host("a", 10), draining("b", 0));

    assertThat(plan.desired()).isEqualTo(3);
  }

  @Test
  void removesEverythingWithoutSessions() {
    HostPlan drain = plan(0, 0, 2, LIMITS, host("a", 0), host("b", 0));
    assertThat(drain).isEqualTo(new HostPlan(2, List.of("a", "b")));

    HostPlan remove = plan(0, 0, 2, LIMITS, draining("a", 0), draining("b", 0));
    assertThat(remove).isEqualTo(new HostPlan(0, List.of()));
  }

  @Test
  void keepsTheLeastNumberWhenEverythingIsIdle() {
    HostPlan plan = plan(0, 0, 2, new Limits(1, 4, 10, 1, 0), host("a", 0), host("b", 0));

    assertThat(plan).isEqualTo(new HostPlan(2, List.of("a")));
  }

  @Test
  void replacesOlderHostsOneByOneWhereThereIsRoom() {
    HostPlan plan = plan(9, 0, 2, LIMITS, old("a", 5), old("b", 4), host("new", 0));

    assertThat(plan).isEqualTo(new HostPlan(2, List.of("b")));
  }

  @Test
  void waitsUntilOneOlderHostIsEmptyBeforeTheNext() {
    Host moving = with(host("b", 2), NOW, LONG_AGO, true, OLD);

    assertThat(plan(9, 0, 2, LIMITS, old("a", 5), moving, host("new", 2)).drain()).isEmpty();
  }

  @Test
  void startsOneMoreHostFirstWhenAllAreFull() {
    HostPlan plan = plan(40, 0, 4, LIMITS, old("a", 10), old("b", 10), old("c", 10), old("d", 10));

    assertThat(plan).isEqualTo(new HostPlan(5, List.of()));
  }

  @Test
  void startsNoFurtherHostWhileThatOneIsStarting() {
    assertThat(plan(20, 0, 3, LIMITS, old("a", 10), old("b", 10)))
        .isEqualTo(new HostPlan(3, List.of()));
  }

  @Test
  void knowsNoOlderHostsWhereThereAreNoVersions() {
    HostPlan plan =
        HostPlan.of(
            new Demand(5, 0),
            List.of(old("a", 5)),
            new HostFleet.State(1, Optional.empty()),
            LIMITS,
            NOW);

    assertThat(plan).isEqualTo(new HostPlan(1, List.of()));
  }

  /** A whole deployment with full hosts, with plans carried out by the service and the hosts. */
  @Test
  void replacesFullHostsWithoutLeavingASessionWithoutASlot() {
    List<Host> hosts = new ArrayList<>(List.of(old("a", 10), old("b", 10)));
    int desired = 2;
    for (int round = 0; round < 20; round++) {
      HostPlan plan =
          HostPlan.of(
              new Demand(20, 0),
              hosts,
              new HostFleet.State(desired, Optional.of(NEW)),
              new Limits(0, 3, 10, 1, 0),
              NOW);
      desired = plan.desired();
      assertThat(desired).isLessThanOrEqualTo(4);
      for (String id : plan.drain()) {
        move(hosts, id);
      }
      // The service ends older hosts that are empty, and starts new ones in their place.
      hosts.removeIf(host -> host.draining() && host.sessions() == 0);
      while (hosts.size() < desired) {
        hosts.add(host("new" + round + hosts.size(), 0));
      }
    }
    assertThat(hosts).allMatch(host -> host.taskDefinition().equals(Optional.of(NEW)));
    assertThat(hosts.stream().mapToInt(Host::sessions).sum()).isEqualTo(20);
    assertThat(hosts).hasSize(3); // a slot is to spare
  }

  @Test
  void refusesLimitsThatNothingCanKeepTo() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(2, 1, 10, 1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, 1, 0, 1, 0));
  }

  /** Drains a host: its sessions go to the others that take some. */
  private static void move(List<Host> hosts, String id) {
    int at = indexOf(hosts, id);
    int sessions = hosts.get(at).sessions();
    hosts.set(at, with(sized(hosts.get(at), 0), NOW, LONG_AGO, true, OLD));
    for (int i = 0; i < hosts.size() && sessions > 0; i++) {
      Host host = hosts.get(i);
      int taken = host.draining() ? 0 : Math.min(sessions, host.slots() - host.sessions());
      hosts.set(i, sized(host, host.sessions() + taken));
      sessions -= taken;
    }
    assertThat(sessions).as("sessions without a slot").isZero();
  }

  private static int indexOf(List<Host> hosts, String id) {
    return hosts.stream().map(Host::id).toList().indexOf(id);
  }

  private static HostPlan plan(
      int wanting, int waiting, int desired, Limits limits, Host... hosts) {
    return HostPlan.of(
        new Demand(wanting, waiting),
        List.of(hosts),
        new HostFleet.State(desired, Optional.of(NEW)),
        limits,
        NOW);
  }

  private static Host host(String id, int sessions) {
    return new Host(
        id,
        1,
        Duration.ofSeconds(15),
        NOW,
        LONG_AGO,
        10,
        sessions,
        Map.of(),
        Set.of(),
        false,
        false,
        Optional.of(NEW));
  }

  private static Host old(String id, int sessions) {
    return with(host(id, sessions), NOW, LONG_AGO, false, OLD);
  }

  private static Host draining(String id, int sessions) {
    return with(host(id, sessions), NOW, LONG_AGO, true, NEW);
  }

  private static Host sized(Host host, int sessions) {
    return new Host(
        host.id(),
        host.beat(),
        host.beatFor(),
        host.beatAt(),
        host.startedAt(),
        host.slots(),
        sessions,
        host.proofs(),
        host.quiet(),
        host.draining(),
        host.closed(),
        host.taskDefinition());
  }

  private static Host with(
      Host host, Instant beatAt, Instant startedAt, boolean draining, String definition) {
    return new Host(
        host.id(),
        host.beat(),
        host.beatFor(),
        beatAt,
        startedAt,
        host.slots(),
        host.sessions(),
        host.proofs(),
        host.quiet(),
        draining,
        host.closed(),
        Optional.of(definition));
  }
}
