package io.griot.host.session;

import static io.griot.host.session.HostSessionsFixture.HOST;
import static io.griot.host.session.HostSessionsFixture.LOOK;
import static io.griot.host.session.HostSessionsFixture.OWN;
import static io.griot.host.session.HostSessionsFixture.SOON;
import static io.griot.host.session.HostSessionsFixture.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.griot.contract.Wanted;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host makes its sessions follow the table, and gives them back at its end. */
@Timeout(300)
class WantedSessionsTest {
  @RegisterExtension final HostSessionsFixture host = new HostSessionsFixture();

  @Test
  void takesNothingAndGivesAwayWhatItHasWhenItIsDrained() {
    host.put("shop", true, 0);
    host.sessions.look();
    host.let("shop");
    host.hosts.drain(HOST);

    host.pass(LOOK);
    host.put("another", true, 0);
    host.pass(LOOK);

    host.awaitNone();
    host.pass(Duration.ofMinutes(2));
    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.owner("another")).isEmpty();
    assertThat(host.sessions.isClosed()).isTrue();
  }

  @Test
  void givesAwayWhatIsToMoveAndLeavesItToOthersForAWhile() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));

    host.leases.wantMove(id("shop"), HOST, host.time.instant().plusSeconds(120));
    host.pass(OWN);
    host.awaitNone();
    assertThat(browser).containsExactly("run", "close");
    host.pass(Duration.ofSeconds(60));
    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.stored("shop").orElseThrow().waiting()).isTrue();

    // No other host has room, so it is taken here all the same.
    host.pass(Duration.ofSeconds(60));
    assertThat(host.owner("shop")).contains(HOST);
  }

  @Test
  void restartsABrowserOnceForARequest() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));
    host.pass(OWN);
    assertThat(browser).containsExactly("run");

    host.leases.wantRestart(id("shop"));
    host.pass(OWN);
    host.pass(OWN);
    assertThat(browser).containsExactly("run", "restart 1");

    host.leases.wantRestart(id("shop"));
    host.leases.wantRestart(id("shop"));
    host.pass(OWN);
    assertThat(browser).containsExactly("run", "restart 1", "restart 3");
  }

  @Test
  void beginsNothingWhileTheSubscriptionIsSuspended() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.leases.suspend(id("shop"), true);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));
    assertThat(browser).containsExactly("suspend", "run");

    host.leases.suspend(id("shop"), false);
    host.pass(OWN);
    host.leases.suspend(id("shop"), true);
    host.pass(OWN);
    host.pass(OWN);

    assertThat(browser).containsExactly("suspend", "run", "go on", "suspend");
  }

  @Test
  void restartsNothingForARequestFromBeforeItTookTheSession() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.leases.wantRestart(id("shop"));

    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));
    host.pass(OWN);

    assertThat(browser).containsExactly("run");
  }

  @Test
  void stopsASessionThatIsToStop() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));

    host.leases.want(id("shop"), Wanted.STOPPED);
    host.pass(OWN);

    host.awaitNone();
    assertThat(browser).containsExactly("run", "close");
    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.stored("shop").orElseThrow().waiting()).isFalse();
  }

  @Test
  void endsAtOnceWhatItTookToEndIt() {
    host.works("shop");
    host.put("shop", true, 0);
    host.leases.want(id("shop"), Wanted.ENDED);

    host.sessions.look();

    host.awaitNone();
    assertThat(host.stored("shop")).isEmpty();
    assertThat(host.leases.endings()).hasSize(1);
  }

  @Test
  void letsOthersHaveWhatItCouldNotGiveBackWhileItIsDrained() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> browser.contains("run"));
    host.hosts.drain(HOST);
    host.leases.setDown(true);
    host.pass(LOOK);
    host.awaitNone();
    assertThat(host.owner("shop")).contains(HOST);
    host.leases.setDown(false);

    host.pass(OWN);

    assertThat(host.owner("shop")).isEmpty();
    assertThat(host.stored("shop").orElseThrow().waiting()).isTrue();
  }

  @Test
  void givesEverythingBackAndReturnsWhenItIsClosed() throws InterruptedException {
    List<String> one = host.works("one");
    List<String> two = host.works("two");
    host.put("one", true, 0);
    host.put("two", false, 0);
    host.sessions.start(Optional.empty());
    await().atMost(SOON).until(() -> one.contains("run") && two.contains("run"));
    host.put("three", true, 0);

    host.sessions.close();

    assertThat(host.sessions.occupancy().sessions()).isZero();
    assertThat(one).containsExactly("run", "close");
    assertThat(two).containsExactly("run", "close");
    for (String name : List.of("one", "two")) {
      assertThat(host.owner(name)).isEmpty();
      assertThat(host.stored(name).orElseThrow().waiting()).isTrue();
    }
    assertThat(host.sessions.isClosed()).isTrue();
    host.sessions.look();
    assertThat(host.sessions.occupancy().sessions()).isZero(); // it takes no more sessions
  }

  @Test
  void killsEveryBrowserAndWritesNothing() {
    List<String> one = host.works("one");
    List<String> two = host.works("two");
    host.put("one", true, 0);
    host.put("two", false, 0);
    host.sessions.look();
    await().atMost(SOON).until(() -> one.contains("run") && two.contains("run"));

    host.sessions.killAll();

    assertThat(one).contains("kill"); // killed in this thread, at once
    assertThat(two).contains("kill");
    host.awaitNone();
    assertThat(host.owner("one")).contains(HOST);
    assertThat(host.owner("two")).contains(HOST);
    host.sessions.killAll();
  }

  @Test
  void killsWhatItTakesWhileItKills() {
    List<String> browser = host.works("shop");
    host.put("shop", true, 0);
    host.leases.duringTake(host.sessions::killAll);

    host.sessions.look();

    host.awaitNone();
    assertThat(browser).doesNotContain("close");
    assertThat(host.owner("shop")).contains(HOST);
  }
}
