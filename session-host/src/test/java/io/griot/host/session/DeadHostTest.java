package io.griot.host.session;

import static io.griot.host.session.HostSessionsFixture.DURATION;
import static io.griot.host.session.HostSessionsFixture.HOST;
import static io.griot.host.session.HostSessionsFixture.LOOK;
import static io.griot.host.session.HostSessionsFixture.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Wanted;
import io.griot.host.lease.HostRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests that a host takes the sessions of hosts that died, and of its own earlier process. */
@Timeout(300)
class DeadHostTest {
  @RegisterExtension final HostSessionsFixture host = new HostSessionsFixture();

  @Test
  void takesTheSessionsOfAHostThatDiedWhenItsOwnDurationIsOver() {
    host.owned("shop", "dead", true);
    host.hosts.put(new HostRecord("dead", 7, Duration.ofSeconds(40), 0, false));
    host.sessions.look();

    host.pass(Duration.ofSeconds(38));
    assertThat(host.owner("shop")).contains("dead");

    host.pass(LOOK);
    assertThat(host.owner("shop")).contains(HOST);
    assertThat(host.token("shop")).isEqualTo(2);
  }

  @Test
  void looksAgainAtOnceForWhatADeadHostLeftBeyondWhatIsTakenAtATime() {
    HostSessions roomy = host.withSlots(10);
    List<String> names = List.of("a", "b", "c", "d", "e", "f");
    names.forEach(name -> host.owned(name, "dead", true));
    host.hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    roomy.look();
    host.pass(DURATION, roomy);
    assertThat(names).filteredOn(name -> host.owner(name).equals(Optional.of(HOST))).hasSize(4);

    host.pass(LOOK.dividedBy(2), roomy);

    assertThat(names).allSatisfy(name -> assertThat(host.owner(name)).contains(HOST));
    names.forEach(host::let);
    roomy.killAll();
  }

  @Test
  void takesNothingOfAHostThatBeats() {
    host.owned("shop", "alive", true);
    for (int beat = 1; beat < 20; beat++) {
      host.hosts.put(new HostRecord("alive", beat, DURATION, 0, false));
      host.pass(Duration.ofSeconds(4));
    }

    assertThat(host.owner("shop")).contains("alive");
  }

  @Test
  void letsGoWhatADeadHostHadAndNobodyWants() {
    host.owned("stopped", "dead", true);
    host.leases.want(id("stopped"), Wanted.STOPPED);
    host.owned("ended", "dead", false);
    host.leases.want(id("ended"), Wanted.ENDED);
    host.hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    host.sessions.look();

    host.pass(DURATION);

    assertThat(host.owner("stopped")).isEmpty();
    assertThat(host.stored("stopped").orElseThrow().waiting()).isFalse();
    assertThat(host.stored("ended")).isEmpty();
    assertThat(host.sessions.occupancy().sessions()).isZero();
  }

  @Test
  void takesNothingFromAHostThatBeatsAgainThoughItWasJudgedDead() {
    host.owned("shop", "stalled", true);
    host.hosts.put(new HostRecord("stalled", 7, DURATION, 0, false));
    host.sessions.look();
    host.leases.hostsStandStill(it -> false);

    host.pass(DURATION);

    assertThat(host.owner("shop")).contains("stalled");
    assertThat(host.sessions.occupancy().sessions()).isZero();
  }

  @Test
  void takesBackAllThatItHadInItsEarlierLifeAtOnce() throws InterruptedException {
    for (String name : List.of("a", "b", "c")) {
      host.owned(name, "host-0", true);
    }
    host.hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    host.sessions.start(Optional.of("host-0"));

    assertThat(host.sessions.occupancy().sessions()).isEqualTo(3);
    List.of("a", "b", "c").forEach(host::let);
    host.sessions.close();
  }

  @Test
  void takesBackAtOnceWhatItHadInItsEarlierLife() throws InterruptedException {
    host.owned("shop", "host-0", true);
    host.hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    host.sessions.start(Optional.of("host-0"));

    assertThat(host.owner("shop")).contains(HOST);
    host.let("shop");
    host.sessions.close();
  }

  @Test
  void takesBackNoMoreThanItHasRoomForAndLetsOthersHaveTheRest() throws InterruptedException {
    List<String> names = List.of("one", "two", "three", "four", "five");
    names.forEach(name -> host.owned(name, "host-0", true));
    host.hosts.put(new HostRecord("host-0", 7, DURATION, 0, false));

    host.sessions.start(Optional.of("host-0"));

    assertThat(names.stream().filter(name -> host.owner(name).filter(HOST::equals).isPresent()))
        .hasSize(3);
    assertThat(names.stream().filter(name -> host.stored(name).orElseThrow().waiting())).hasSize(2);
    names.forEach(host::let);
    host.sessions.close();
  }

  @Test
  void takesFromADeadHostWhatHasADeviceToLogOut() {
    List<String> browser = host.works("shop");
    host.owned("shop", "dead", true);
    host.leases.want(id("shop"), Wanted.ENDED);
    host.hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    host.sessions.look();

    host.pass(DURATION);

    host.awaitNone();
    assertThat(host.stored("shop")).isEmpty();
    assertThat(browser).contains("run");
  }

  @Test
  void endsWithoutABrowserWhatADeadHostHadAndNoPhoneIsLinkedTo() {
    List<String> browser = host.works("shop");
    host.owned("shop", "dead", false);
    host.leases.want(id("shop"), Wanted.ENDED);
    host.hosts.put(new HostRecord("dead", 7, DURATION, 0, false));
    host.sessions.look();

    host.pass(DURATION);

    assertThat(host.stored("shop")).isEmpty();
    assertThat(host.leases.endings()).hasSize(1);
    assertThat(browser).isEmpty();
  }
}
