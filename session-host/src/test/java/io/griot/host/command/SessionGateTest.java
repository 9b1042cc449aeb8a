package io.griot.host.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.griot.contract.Operation.Requires;
import io.griot.host.bridge.BridgeScript;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageBridge;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.command.SessionGate.Pass;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
final class SessionGateTest {
  private static final SessionGate.Demand CONNECTED = SessionGate.Demand.of(Requires.CONNECTED);
  private static final SessionGate.Demand SENDING =
      new SessionGate.Demand(Requires.CONNECTED, true);

  private final SessionGate gate = new SessionGate();

  private static PageBridge bridge() throws IOException {
    return PageBridge.install(new FakePage(), new BridgeScript(""), Clock.systemUTC(), event -> {});
  }

  private Optional<Pass> now(Requires requires) throws InterruptedException {
    return gate.await(SessionGate.Demand.of(requires), Duration.ZERO);
  }

  @Test
  void letsThroughWhatNeedsNothing() throws Exception {
    assertThat(now(Requires.NONE)).contains(new Pass.Open(Optional.empty()));
  }

  @Test
  void holdsWhatNeedsAPageUntilThereIsOne() throws Exception {
    assertThat(now(Requires.PAGE)).isEmpty();
    PageBridge bridge = bridge();
    gate.set(bridge, Standing.COMING);
    assertThat(now(Requires.PAGE)).contains(new Pass.Open(Optional.of(bridge)));
    assertThat(now(Requires.CONNECTED)).isEmpty();
    gate.unset();
    assertThat(now(Requires.PAGE)).isEmpty();
  }

  @Test
  void refusesWhatNeedsAConnectionThatWillNotComeByItself() throws Exception {
    PageBridge bridge = bridge();
    gate.set(bridge, Standing.NOT_CONNECTED);
    assertThat(now(Requires.CONNECTED)).contains(new Pass.Refused());
    assertThat(now(Requires.PAGE)).contains(new Pass.Open(Optional.of(bridge)));
    gate.set(bridge, Standing.CONNECTED);
    assertThat(now(Requires.CONNECTED)).contains(new Pass.Open(Optional.of(bridge)));
  }

  @Test
  void holdsWhatSendsAlsoUntilTheLimitsAreKnown() throws Exception {
    PageBridge bridge = bridge();
    gate.set(bridge, Standing.LIMITS_UNKNOWN);
    assertThat(gate.await(CONNECTED, Duration.ZERO)).contains(new Pass.Open(Optional.of(bridge)));
    assertThat(gate.await(SENDING, Duration.ZERO)).isEmpty();
    gate.set(bridge, Standing.CONNECTED);
    assertThat(gate.await(SENDING, Duration.ZERO)).contains(new Pass.Open(Optional.of(bridge)));
  }

  @Test
  void takesAPageAwayThatIsDoubtedButNotTheNext() throws Exception {
    PageBridge old = bridge();
    gate.set(old, Standing.CONNECTED);
    gate.doubt(old);
    assertThat(now(Requires.CONNECTED)).isEmpty();
    PageBridge next = bridge();
    gate.set(next, Standing.CONNECTED);
    gate.doubt(old);
    assertThat(now(Requires.CONNECTED)).contains(new Pass.Open(Optional.of(next)));
  }

  @Test
  void letsAllGoWhenItIsClosed() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    gate.close();
    for (Requires requires : Requires.values()) {
      assertThat(now(requires)).contains(new Pass.Closed());
    }
  }

  @Test
  void waitsAnyTimeThatADurationCanSay() throws Exception {
    gate.set(bridge(), Standing.CONNECTED);
    assertThat(gate.await(CONNECTED, Duration.ofSeconds(Long.MAX_VALUE))).isPresent();
  }
}
