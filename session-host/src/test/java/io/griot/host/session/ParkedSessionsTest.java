package io.griot.host.session;

import static io.griot.host.session.HostSessionsFixture.DURATION;
import static io.griot.host.session.HostSessionsFixture.HOST;
import static io.griot.host.session.HostSessionsFixture.LOOK;
import static io.griot.host.session.HostSessionsFixture.OWN;
import static io.griot.host.session.HostSessionsFixture.SOON;
import static io.griot.host.session.HostSessionsFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.Wanted;
import io.griot.host.lease.HostRecord;
import io.griot.host.lease.Lease;
import io.griot.host.lease.SessionRecord;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host says which of its sessions are quiet, and parks those that are wanted parked. */
@Timeout(300)
class ParkedSessionsTest {
  private static final Duration IDLE = Duration.ofMinutes(15);

  @RegisterExtension final HostSessionsFixture host = new HostSessionsFixture();

  private final List<String> browser = host.works("shop");

  @Test
  void saysThatASessionIsQuietOnceNothingHappenedForItsTime() {
    begin();

    host.pass(IDLE.minusSeconds(1));
    assertThat(host.sessions.quiet()).isEmpty();
    host.pass(Duration.ofSeconds(1));
    assertThat(host.sessions.quiet()).containsExactly(id("shop"));

    host.happenings.count.incrementAndGet();
    assertThat(host.sessions.quiet()).isEmpty();
    host.pass(IDLE);
    assertThat(host.sessions.quiet()).containsExactly(id("shop"));
    host.happenings.isAtWork = true;
    host.pass(IDLE.multipliedBy(2));
    assertThat(host.sessions.quiet()).isEmpty();
  }

  @Test
  void saysNothingOfASessionThatNoPhoneIsLinkedTo() {
    begin();
    host.isLinked = false;

    host.pass(IDLE);

    assertThat(host.sessions.quiet()).isEmpty();
  }

  @Test
  void parksASessionAndIsFreeForAnother() {
    begin();
    host.pass(IDLE);
    host.leases.want(id("shop"), Wanted.PARKED);

    host.pass(OWN);
    host.awaitNone();

    assertThat(browser).containsExactly("run", "close", "checkpoint", "drop");
    SessionRecord parked = host.stored("shop").orElseThrow();
    assertThat(parked.wanted()).isEqualTo(Wanted.PARKED);
    assertThat(parked.owner()).isEmpty();
    host.pass(Duration.ofMinutes(2));
    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.sessions.occupancy().free()).isEqualTo(3);
  }

  @Test
  void keepsASessionAwakeInWhichSomethingHappenedMeanwhile() {
    begin();
    host.pass(IDLE);
    host.leases.want(id("shop"), Wanted.PARKED);
    host.happenings.isAtWork = true;

    host.pass(OWN);

    SessionRecord stored = host.stored("shop").orElseThrow();
    assertThat(stored.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored.owner()).contains(HOST);
    assertThat(browser).containsExactly("run");
  }

  @Test
  void runsASessionAgainWhoseProfileCannotBeStored() {
    begin();
    host.pass(IDLE);
    host.isStorageDown = true;
    host.leases.want(id("shop"), Wanted.PARKED);

    host.pass(OWN);
    host.awaitNone();

    SessionRecord stored = host.stored("shop").orElseThrow();
    assertThat(stored.wanted()).isEqualTo(Wanted.RUNNING);
    assertThat(stored.waiting()).isTrue();
    host.pass(LOOK);
    assertThat(host.owner("shop")).contains(HOST);
    host.pass(IDLE.minusSeconds(30));
    assertThat(host.sessions.quiet()).isEmpty(); // it is not tried again at once
  }

  @Test
  void takesASessionAgainThatWokeWhileItWasParked() {
    begin();
    host.pass(IDLE);
    host.leases.want(id("shop"), Wanted.PARKED);
    host.pass(OWN);
    host.awaitNone();

    host.leases.want(id("shop"), Wanted.RUNNING);
    host.leases.put(
        io.griot.host.lease.SessionRecordBuilder.like(host.stored("shop").orElseThrow())
            .waiting()
            .build(),
        host.time.instant());
    host.pass(LOOK);

    assertThat(host.owner("shop")).contains(HOST);
    assertThat(host.token("shop")).isEqualTo(2);
  }

  @Test
  void parksWhatAHostThatDiedHadStored() {
    host.putParking("shop", IDLE);
    diedParking(true);

    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.stored("shop").orElseThrow().wanted()).isEqualTo(Wanted.PARKED);
    assertThat(browser).isEmpty();
  }

  @Test
  void runsWhatAHostThatDiedHadNotStored() {
    host.putParking("shop", IDLE);
    diedParking(false);

    assertThat(host.owner("shop")).contains(HOST);
    await().atMost(SOON).until(() -> browser.contains("run"));
    host.pass(OWN);
    assertThat(host.stored("shop").orElseThrow().wanted()).isEqualTo(Wanted.RUNNING);
  }

  @Test
  void leavesASessionParkedThatADrainedHostGaveBack() {
    begin();
    host.pass(IDLE);
    host.leases.want(id("shop"), Wanted.PARKED);
    host.hosts.drain(HOST);

    host.pass(OWN);
    host.awaitNone();

    SessionRecord stored = host.stored("shop").orElseThrow();
    assertThat(stored.owner()).isEmpty();
    assertThat(stored.wanted()).isEqualTo(Wanted.PARKED);
    assertThat(stored.waiting()).isFalse();
  }

  @Test
  void stopsASessionThatIsWantedStoppedWhileItParks() {
    begin();
    host.pass(IDLE);
    host.leases.want(id("shop"), Wanted.PARKED);
    host.leases.want(id("shop"), Wanted.STOPPED);

    host.pass(OWN);
    host.awaitNone();

    assertThat(host.stored("shop").orElseThrow().wanted()).isEqualTo(Wanted.STOPPED);
    assertThat(host.stored("shop").orElseThrow().waiting()).isFalse();
  }

  private void begin() {
    host.putParking("shop", IDLE);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));
  }

  private void diedParking(boolean isStored) {
    assertThat(host.leases.take(host.stored("shop").orElseThrow(), "dead")).contains(1L);
    host.leases.want(id("shop"), Wanted.PARKED);
    Lease lease = new Lease(id("shop"), "dead", 1, nanos -> true);
    assertThat(host.leases.setCheckpoint(lease, "checkpoint-1", isStored)).isTrue();
    host.hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    host.sessions.look();
    host.pass(DURATION);
    host.pass(LOOK);
  }
}
