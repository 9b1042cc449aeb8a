package io.griot.host.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.griot.contract.SessionId;
import io.griot.contract.SocketState;
import io.griot.host.bridge.FakePage;
import io.griot.host.bridge.PageEvent;
import io.griot.host.bridge.PageState;
import io.griot.host.bridge.PageStatus;
import io.griot.host.bridge.PageStatus.Change;
import io.griot.host.bridge.PageStatus.Moment;
import io.griot.host.bridge.PageStatus.Phase;
import io.griot.host.bridge.PageStatus.Standing;
import io.griot.host.lease.Lease;
import io.griot.host.lease.Problem;
import io.griot.host.lease.TestTime;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StoppedPageTest {
  private static final Duration START_DEADLINE = Duration.ofSeconds(90);
  private static final URI ADDRESS = URI.create("https://web.whatsapp.com/");
  private static final PageState STOPPED =
      new PageState(Optional.of(SocketState.OPENING), "MAIN", true, false, true);

  private final TestTime time = new TestTime();
  private final FakePage page = new FakePage();
  private final PageStatusBoard status =
      new PageStatusBoard(
          PageStatus.none(Optional.empty(), Set.of(), Optional.empty()),
          () -> new Moment(time.instant(), time.getAsLong()),
          List.of());
  private final Replacements replacements = new Replacements();
  private boolean held = true;
  private int documents = 1;
  private final StoppedPage stopped =
      new StoppedPage(
          page,
          ADDRESS,
          () -> documents,
          status,
          replacements,
          new Lease(new SessionId("a".repeat(26)), "host-1", 1, nanos -> held),
          START_DEADLINE,
          time);

  @Test
  void leavesAPageAloneThatIsNotStopped() throws Exception {
    say(new PageState(Optional.of(SocketState.OPENING), "MAIN", true, false, false));

    assertThat(stopped.isStuck()).isFalse();

    assertThat(page.opened).isEmpty();
  }

  @Test
  void loadsThePageAnewOnceAndSaysTheSecondTimeThatItIsInConflict() throws Exception {
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    assertThat(page.opened).containsExactly(ADDRESS);
    assertThat(status.current().phase()).isEqualTo(Phase.STARTING);

    documents++;
    time.pass(Replacements.REMEMBERED.minusNanos(1));
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();

    assertThat(page.opened).hasSize(1);
    assertThat(status.current().said().state()).contains(SocketState.CONFLICT);
    assertThat(status.current().problem()).contains(Problem.REPLACED);
    assertThat(status.current().standing()).isEqualTo(Standing.NOT_CONNECTED);
  }

  @Test
  void staysInConflictUntilThereIsAnotherDocument() throws Exception {
    assertThat(replacements.mayReload(time.getAsLong())).isTrue();
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();

    time.pass(Replacements.REMEMBERED);
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    assertThat(status.current().said().state()).contains(SocketState.CONFLICT);
    assertThat(page.opened).isEmpty();

    status.apply(new Change.Heard(new PageEvent.Opened()));
    assertThat(status.current().problem()).isEmpty();
  }

  @Test
  void triesAgainAfterTenMinutesAndAfterARestart() throws Exception {
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    documents++;
    time.pass(Replacements.REMEMBERED);
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    assertThat(page.opened).hasSize(2);

    replacements.forget();
    documents++;
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    assertThat(page.opened).hasSize(3);
  }

  @Test
  void takesTheOldDocumentsWordForNothingWhileTheNewOneIsLoaded() throws Exception {
    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();

    say(STOPPED);
    assertThat(stopped.isStuck()).isFalse();
    assertThat(status.current().problem()).isEmpty();
    time.pass(START_DEADLINE.plusNanos(1));
    assertThat(stopped.isStuck()).isTrue();
  }

  @Test
  void takesNoConnectionFromTheHostThatHasTheLeaseNow() {
    held = false;
    say(STOPPED);

    assertThatExceptionOfType(LeaseLostException.class).isThrownBy(stopped::isStuck);

    assertThat(page.opened).isEmpty();
  }

  private void say(PageState said) {
    status.apply(new Change.Heard(new PageEvent.StateChanged(said)));
  }
}
