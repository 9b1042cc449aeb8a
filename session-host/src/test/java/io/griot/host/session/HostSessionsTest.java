package io.griot.host.session;

import static io.griot.host.session.HostSessionsFixture.HOST;
import static io.griot.host.session.HostSessionsFixture.LOOK;
import static io.griot.host.session.HostSessionsFixture.OWN;
import static io.griot.host.session.HostSessionsFixture.PROVEN;
import static io.griot.host.session.HostSessionsFixture.SOON;
import static io.griot.host.session.HostSessionsFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(300)
class HostSessionsTest {
  @RegisterExtension final HostSessionsFixture host = new HostSessionsFixture();

  @Test
  void takesWaitingSessionsLinkedOnesFirstAndNoMoreThanItHasSlots() {
    host.put("new", false, 1);
    host.put("old", false, 0);
    host.put("linked", true, 9);
    host.put("late", false, 5);

    host.sessions.look();

    assertThat(host.owner("linked")).contains(HOST);
    assertThat(host.owner("old")).contains(HOST);
    assertThat(host.owner("new")).contains(HOST);
    assertThat(host.owner("late")).isEmpty();
    assertThat(host.sessions.occupancy().free()).isZero();
  }

  @Test
  void looksAgainSoonAfterItTookSessions() {
    host.put("first", true, 1);

    host.sessions.look();
    Duration afterTaking = host.sessions.pause();
    host.sessions.look();

    assertThat(afterTaking).isLessThan(host.sessions.pause());
  }

  @Test
  void countsHowLongSessionsAreHereAlsoWhenTheyEnd() {
    host.put("shop", true, 0);
    host.put("branch", true, 1);
    host.sessions.look();
    host.pass(LOOK);
    host.sessions.countTime();
    assertThat(host.times.values()).containsExactly(LOOK.multipliedBy(2));

    host.pass(LOOK);
    host.let("shop");
    host.let("branch");
    host.awaitNone();

    assertThat(host.times.values()).containsExactly(LOOK.multipliedBy(4));
  }

  @Test
  void looksAtItsOwnAtOnceWhenItIsPoked() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.leases.steal(id("shop"), "thief");
    host.hosts.poke(HOST);

    host.pass(LOOK);

    await().atMost(SOON).until(() -> host.lease("shop").isEmpty());
  }

  @Test
  void looksAtItsOwnWithoutAPokeToo() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.leases.steal(id("shop"), "thief");
    host.pass(LOOK);
    assertThat(host.sessions.occupancy().sessions()).isEqualTo(1);

    host.pass(OWN);

    await()
        .atMost(SOON)
        .until(() -> host.sessions.occupancy().sessions() == 0 || host.isEnding("shop"));
  }

  @Test
  void losesEverythingWhenTheHeartbeatStoodStillAndTakesItAgainUnderANewToken() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.time.pass(Duration.ofSeconds(13));

    host.sessions.look();
    host.let("shop");
    host.awaitNone();
    assertThat(host.owner("shop")).contains(HOST); // nothing was written under the lost lease

    host.hosts.tried.drainPermits();
    host.heartbeat.hurry();
    await().atMost(SOON).until(() -> host.heartbeat.term().test(host.time.getAsLong()));
    host.pass(OWN);

    assertThat(host.token("shop")).isEqualTo(2);
  }

  @Test
  void takesNothingWhileItsHeartbeatDoesNotHold() {
    host.time.pass(Duration.ofSeconds(13));
    host.put("shop", true, 0);

    host.sessions.look();

    assertThat(host.owner("shop")).isEmpty();
  }

  @Test
  void goesOnAfterALookThatFailed() {
    host.put("shop", true, 0);
    host.leases.setDown(true);
    host.sessions.look();
    host.leases.setDown(false);
    host.hosts.setDown(true);
    host.pass(LOOK);
    host.hosts.setDown(false);

    host.pass(LOOK);

    assertThat(host.owner("shop")).contains(HOST);
  }

  @Test
  void triesASessionThatFailedHereOnlyAfterAWhile() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.let("shop");
    host.awaitNone();
    assertThat(host.owner("shop")).isEmpty();

    host.sessions.look();
    assertThat(host.owner("shop")).isEmpty();

    host.pass(LOOK);
    assertThat(host.owner("shop")).contains(HOST);
  }

  @Test
  void leavesASessionRunningThatANewerVersionWrote() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.leases.makeUnknown(id("shop"));

    host.pass(OWN);

    assertThat(host.sessions.occupancy().sessions()).isEqualTo(1);
  }

  @Test
  void letsGoWhatTheTableSaysItHasAndItHasNoRoomFor() {
    host.owned("forgotten", HOST, true);
    host.put("a", true, 0);
    host.put("b", true, 0);
    host.put("c", true, 0);
    // Fills the host before it reads its own sessions for the first time after that.
    host.sessions.look();
    host.pass(OWN);

    assertThat(host.sessions.occupancy().sessions()).isEqualTo(3);
    assertThat(Stream.of("forgotten", "a", "b", "c").map(host::owner))
        .filteredOn(Optional::isPresent)
        .hasSize(3);
  }

  @Test
  void seesPastSessionsThatItCannotTake() {
    for (int i = 0; i < 30; i++) {
      host.put("odd" + i, true, 0);
      host.leases.makeUnknown(id("odd" + i));
    }
    host.put("shop", false, 9);

    host.sessions.look();
    host.sessions.look();

    assertThat(host.owner("shop")).contains(HOST);
  }

  @Test
  void triesASessionAsIfForTheFirstTimeWhenItRanWellForAWhile() {
    host.put("shop", true, 0);
    for (int failed = 0; failed < 6; failed++) {
      host.pass(Duration.ofMinutes(1));
      assertThat(host.owner("shop")).contains(HOST);
      host.let("shop");
      host.awaitNone();
    }
    host.pass(Duration.ofMinutes(1));
    assertThat(host.owner("shop")).contains(HOST);
    host.pass(Duration.ofMinutes(6));

    host.let("shop");
    host.awaitNone();
    host.pass(LOOK);

    assertThat(host.owner("shop")).contains(HOST);
  }

  @Test
  void endsTheProcessWhenALookThrowsWhatNobodyExpects() throws InterruptedException {
    host.leases.breakWith(new IllegalStateException("a bug"));

    host.sessions.start(Optional.empty());

    assertThat(host.failures.poll(SOON.toSeconds(), TimeUnit.SECONDS))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsWhenPagesProvedThatTheyLive() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));

    assertThat(host.sessions.proofs()).isEqualTo(Map.of(id("shop"), PROVEN));
  }
}
